namespace Simulator.Arithmetic;

/// <summary>Elementary functions in double precision that give the same bits on every platform.</summary>
/// <remarks>
/// The functions of these names in <see cref="Math"/> are those of the platform's C library, and their last bits differ
/// between glibc on processors with and without fused multiply-add, musl, Windows and macOS. These use only + − × ÷,
/// fused multiply-add and table entries that are computed in the same way. The errors are below 0.55 units in the last
/// place for <see cref="Log"/> and <see cref="Exp"/>; the others are rounded correctly but for one argument in 10¹³.
/// </remarks>
internal static class PortableMath
{
    private const int MantissaBits = 52;
    private const int Bias = 1023;

    private static readonly DoubleDouble Ln10 = LongSeries.Log(10);

    /// <summary>ln x; NaN below 0.</summary>
    public static double Log(double x)
    {
        if (!IsPositiveNormal(x))
        {
            return x > 0 && double.IsFinite(x) ? Log(x * (1L << MantissaBits)) - (MantissaBits * DoubleDouble.Ln2.High) : Math.Log(x);
        }

        var parts = LogParts(x);
        return parts.High + parts.Low;
    }

    /// <summary>ln x in two parts that are not added yet, to about 65 bits; x positive and normal.</summary>
    public static DoubleDouble LogParts(double x) => LogarithmTable.Log(x);

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => ExponentialTable.Exp(x);

    /// <summary>The logarithm to base 2, exact for powers of two.</summary>
    public static double Log2(double x) => IsPositiveNormal(x) ? (LongSeries.Log(x) / DoubleDouble.Ln2).High : Math.Log2(x);

    /// <summary>The logarithm to base 10, exact for powers of ten.</summary>
    public static double Log10(double x) => IsPositiveNormal(x) ? (LongSeries.Log(x) / Ln10).High : Math.Log10(x);

    /// <summary>x to the power of y; NaN for a negative x unless y is an integer.</summary>
    public static double Pow(double x, double y)
    {
        var size = Math.Abs(x);
        if (y == 0 || !double.IsFinite(y) || !IsPositiveNormal(size) || (x < 0 && y != Math.Floor(y)))
        {
            // What the standard of floating-point arithmetic prescribes to the bit.
            return size > 0 && double.IsSubnormal(x) ? Pow(x * (1L << MantissaBits), y) * Pow(2, -MantissaBits * y) : Math.Pow(x, y);
        }

        var power = LongSeries.Log(size) * y;
        var value = Math.Abs(power.High) > 750 ? (power.High > 0 ? double.PositiveInfinity : 0) : Scaled(LongSeries.Exp(power));
        return x < 0 && Math.IEEERemainder(y, 2) != 0 ? -value : value;
    }

    /// <summary>The sine of an angle in radians, of at most a million.</summary>
    public static double Sin(double angle) => LongSeries.SinCos(angle).Sine.High;

    /// <summary>The cosine of an angle in radians, of at most a million.</summary>
    public static double Cos(double angle) => LongSeries.SinCos(angle).Cosine.High;

    /// <summary>The angle from −π/2 to π/2 with the sine x; NaN outside −1 to 1.</summary>
    /// <remarks>A step of Newton's method from the platform's value, whose last bits then do not matter.</remarks>
    public static double Asin(double x)
    {
        var guess = Math.Asin(x);
        if (!(Math.Abs(x) < 1) || x == 0)
        {
            return guess;
        }

        var (sine, cosine) = LongSeries.SinCos(guess);
        return (guess + ((x - sine) / cosine)).High;
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static double Tanh(double x)
    {
        const double IsItself = 1e-9, IsOne = 20;
        if (!(Math.Abs(x) > IsItself))
        {
            return x;
        }

        if (Math.Abs(x) > IsOne)
        {
            return Math.Sign(x);
        }

        var (mantissa, exponent) = LongSeries.Exp(2 * x);
        var power = mantissa * Math.ScaleB(1, exponent);
        return ((power - 1) / (power + 1)).High;
    }

    private static bool IsPositiveNormal(double x) => x > 0 && double.IsNormal(x);

    // A subnormal result is rounded once, from both parts.
    private static double Scaled((DoubleDouble Mantissa, int Exponent) power) =>
        power.Exponent > 1 - Bias
            ? Math.ScaleB(power.Mantissa.High, power.Exponent)
            : Math.ScaleB(power.Mantissa.High + (Math.Sign(power.Mantissa.Low) * Math.ScaleB(1, -MantissaBits - 1)), power.Exponent);

    // x·2ᵏ = r − 1 for the reciprocal r of a table with 128 entries, so that the series has few terms.
    private static class LogarithmTable
    {
        private const int IndexBits = 7;
        private const int Size = 1 << IndexBits;

        // Nearer to 1 than this the logarithm is the series of x − 1, whose digits a table would lose.
        private const double Near = 1.0 / 64;

        // The high part has zeros at its end, so that its product with an exponent is exact.
        private static readonly double Ln2High = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(DoubleDouble.Ln2.High) & ~0xFFFUL);
        private static readonly double Ln2Low = (DoubleDouble.Ln2.High - Ln2High) + DoubleDouble.Ln2.Low;

        // Reciprocals of the middles of the mantissa's intervals, of ten bits, and their negative logarithms.
        private static readonly double[] Reciprocals = [.. Enumerable.Range(0, Size).Select(i => Math.Round(1024 / (1 + ((i + 0.5) / Size))) / 1024)];
        private static readonly DoubleDouble[] Logarithms = Array.ConvertAll(Reciprocals, reciprocal => -LongSeries.Log(reciprocal));

        public static DoubleDouble Log(double x)
        {
            var difference = x - 1;
            if (Math.Abs(difference) < Near)
            {
                return new(difference, Rest(difference));
            }

            var bits = BitConverter.DoubleToUInt64Bits(x);
            var exponent = (int)(bits >> MantissaBits) - Bias;
            var index = (int)(bits >> (MantissaBits - IndexBits)) & (Size - 1);
            var mantissa = BitConverter.UInt64BitsToDouble((bits & ((1UL << MantissaBits) - 1)) | ((ulong)Bias << MantissaBits));
            difference = Math.FusedMultiplyAdd(mantissa, Reciprocals[index], -1);
            var table = Logarithms[index];
            var sum = DoubleDouble.Sum(exponent * Ln2High, table.High);
            var total = DoubleDouble.Sum(sum.High, difference);
            return new(total.High, total.Low + (sum.Low + (exponent * Ln2Low) + table.Low + Rest(difference)));
        }

        // ln(1 + d) − d for a d below 1/64 in size.
        private static double Rest(double d)
        {
            var tail = (1.0 / 9) + (d * ((-1.0 / 10) + (d * (1.0 / 11))));
            tail = (1.0 / 7) + (d * ((-1.0 / 8) + (d * tail)));
            tail = (1.0 / 5) + (d * ((-1.0 / 6) + (d * tail)));
            tail = (1.0 / 3) + (d * ((-1.0 / 4) + (d * tail)));
            return d * d * ((d * tail) - 0.5);
        }
    }

    // eˣ = 2^(k/64)·eʳ, r below ln 2/128 in size.
    private static class ExponentialTable
    {
        private const int IndexBits = 6;
        private const int Size = 1 << IndexBits;

        // Beyond these the value is infinite, or below half of the smallest number.
        private const double Largest = 709.8, Smallest = -745.2;

        private static readonly double StepHigh =
            BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(DoubleDouble.Ln2.High) & ~0x3FFFFUL) / Size;

        private static readonly double StepLow = ((DoubleDouble.Ln2.High - (StepHigh * Size)) + DoubleDouble.Ln2.Low) / Size;

        private static readonly DoubleDouble[] Powers = [.. Enumerable.Range(0, Size).Select(i =>
        {
            var (mantissa, exponent) = LongSeries.Exp(DoubleDouble.Ln2 * ((double)i / Size));
            return mantissa * Math.ScaleB(1, exponent);
        })];

        public static double Exp(double x)
        {
            if (!(x > Smallest && x < Largest))
            {
                return double.IsNaN(x) ? x : x > 0 ? double.PositiveInfinity : 0;
            }

            var steps = Math.Round(x * (Size / DoubleDouble.Ln2.High));
            var r = (x - (steps * StepHigh)) - (steps * StepLow);
            var series = r + (r * r * (0.5 + (r * ((1.0 / 6) + (r * ((1.0 / 24) + (r * ((1.0 / 120) + (r * (1.0 / 720))))))))));
            var power = Powers[(int)steps & (Size - 1)];
            var mantissa = power.High + (power.Low + (power.High * series));
            var exponent = (int)steps >> IndexBits;
            return exponent is > -Bias and <= Bias
                ? mantissa * BitConverter.UInt64BitsToDouble((ulong)(exponent + Bias) << MantissaBits)
                : Math.ScaleB(mantissa, exponent);
        }
    }
}
