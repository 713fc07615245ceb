/** What a load test needs to know of a local run; `spillway local` leaves it in the folder of the run. */
export interface LocalRunDescription {
  readonly name: string;
  readonly region: string;
  /** Of the API or of the endpoint of devices. */
  readonly url: string;
  /** With a slash at its end. */
  readonly statusUrl: string;
  /** Units that all functions of the account share. */
  readonly accountConcurrency: number;
  /** Who may call with a signature; none where callers have certificates. */
  readonly callers: readonly { readonly accessKeyId: string; readonly secretAccessKey: string }[];
  /** Client certificates that are there, as paths relative to the project. */
  readonly certificates: readonly { readonly authority: string; readonly certificate: string; readonly key: string }[];
  /** Who may publish, for a service of devices. */
  readonly devices?: {
    /** Holds a folder for each device. */
    readonly directory: string;
    readonly authorityFile: string;
    readonly known: readonly {
      readonly name: string;
      /** Where devices sign. */
      readonly accessKeyId?: string;
      readonly secretAccessKey?: string;
    }[];
  };
}
