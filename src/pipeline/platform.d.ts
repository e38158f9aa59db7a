/** The one thing of the platform that this layer takes: Latin-1 text as Base64, RFC 4648. */
declare function btoa(text: string): string;
