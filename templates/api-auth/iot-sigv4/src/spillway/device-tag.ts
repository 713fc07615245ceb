/** Key of the session tag that holds the name of a device. */
export const deviceTag = 'DeviceId';

/** Policy variable for the name of the device that a session belongs to. */
export const sessionDevice = `\${aws:PrincipalTag/${deviceTag}}`;
