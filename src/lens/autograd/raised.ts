/** An exponent as a book prints it; what has a point in it stays on the line. */
export const raised = (n: number): string =>
  Number.isInteger(n)
    ? [...String(n)].map(sign => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '⁻').join('')
    : ` ** ${String(n).replace('-', '−')}`
