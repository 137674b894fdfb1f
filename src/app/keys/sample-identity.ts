/** The key that the sample submission is sealed to. It is public and protects nothing. */
export const sampleIdentity = 'AGE-SECRET-KEY-1YWDHZDCHAF7GCZ2923NPNKFHAG3T3Y0356NY0V7KCHVV60S55N7SS7V9DF';
