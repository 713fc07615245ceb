/** The request header in which API Gateway passes on the subject distinguished name of the client certificate. */
export const subjectHeader = 'x-client-subject-dn';
