using System.Numerics;

namespace Simulator.Arithmetic;

/// <summary>The discrete Fourier transform, with the same bits on every platform.</summary>
/// <remarks>MathNet's takes its sines from the platform's C library. Source: Cooley and Tukey, Mathematics of Computation 19 (1965) 297.</remarks>
internal static class FourierTransform
{
    /// <summary>Sums of products of values with those some places on: Σᵢ vᵢ·vᵢ₊ₖ for k = 0, 1, …, n − 1.</summary>
    /// <param name="values">The values v, at least one.</param>
    /// <returns>As many sums.</returns>
    public static double[] Products(IReadOnlyList<double> values)
    {
        // Zeros behind the values keep the end from meeting the beginning.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)values.Count * 2);
        var spectrum = new Complex[size];
        for (var i = 0; i < values.Count; i++)
        {
            spectrum[i] = values[i];
        }

        var roots = Roots(size);
        Transform(spectrum, roots);
        for (var i = 0; i < size; i++)
        {
            spectrum[i] = (spectrum[i].Real * spectrum[i].Real) + (spectrum[i].Imaginary * spectrum[i].Imaginary);
        }

        Transform(spectrum, roots);
        return [.. spectrum.Take(values.Count).Select(sum => sum.Real / size)];
    }

    // Replaces values by their transform; its inverse is the same for values that are real and symmetric, up to the factor n.
    private static void Transform(Complex[] values, Complex[] roots)
    {
        var bits = BitOperations.Log2((uint)values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var j = Reversed(i, bits);
            if (i < j)
            {
                (values[i], values[j]) = (values[j], values[i]);
            }
        }

        for (var half = 1; half < values.Length; half *= 2)
        {
            var step = values.Length / (2 * half);
            for (var start = 0; start < values.Length; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var (even, odd) = (values[start + k], roots[k * step] * values[start + k + half]);
                    (values[start + k], values[start + k + half]) = (even + odd, even - odd);
                }
            }
        }
    }

    // e^(−2πik/n) for k below n/2, as products of one of few coarse and one of few fine angles.
    private static Complex[] Roots(int size)
    {
        var fine = 1 << (BitOperations.Log2((uint)size) / 2);
        var (small, large) = (Angles(fine, 1), Angles((size / 2 / fine) + 1, fine));
        return [.. Enumerable.Range(0, size / 2).Select(k => large[k / fine] * small[k % fine])];

        Complex[] Angles(int count, int step) => [.. Enumerable.Range(0, count).Select(k => -2 * Math.PI * k * step / size).Select(
            angle => new Complex(PortableMath.Cos(angle), PortableMath.Sin(angle)))];
    }

    private static int Reversed(int index, int bits)
    {
        var reversed = 0;
        for (var bit = 0; bit < bits; bit++)
        {
            reversed |= ((index >> bit) & 1) << (bits - 1 - bit);
        }

        return reversed;
    }
}
