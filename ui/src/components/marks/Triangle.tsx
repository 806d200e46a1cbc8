interface TriangleProps {
  up: boolean;
  size?: number;
  className?: string;
}

/** Direction as a shape, so that colour is never alone. Takes the colour of the text around it. */
export function Triangle({ up, size = 8, className = "" }: TriangleProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 8 8"
      aria-hidden="true"
      className={`inline-block shrink-0 ${className}`}
    >
      <path fill="currentColor" d={up ? "M4 1 8 7H0Z" : "M4 7 0 1h8Z"} />
    </svg>
  );
}
