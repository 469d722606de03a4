// `-b`: whoever mixes up bytes and text gets a BytesWarning. A leaf, so that the command line can set it before any type is made.
export const bytesWarning = { wanted: false };
