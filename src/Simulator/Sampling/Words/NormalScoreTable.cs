using System.Runtime.InteropServices;

namespace Simulator.Sampling.Words;

/// <summary>A table: coefficients of the normal score by segments of the tail probability, for <see cref="NormalScore"/>.</summary>
/// <remarks>
/// Thirty-two segments, four to an octave of t from 2⁻⁹ to ½; the entry of a segment stands where the low three bits of
/// t's exponent and the first two of its mantissa point to. In each, z/(½ − t) = Σ c_k·f^k with f the remaining 21 bits of
/// the mantissa as an integer. Fitted in double by Lawson's reweighted least squares, relative maximum error, against
/// SciPy's ndtri: 5.9e-8; with all rounding in single precision 2.2e-7.
/// </remarks>
internal static unsafe class NormalScoreTable
{
    /// <summary>Entries of a plane.</summary>
    public const int Size = 32;

    /// <summary>Coefficients of f⁰ to f⁴.</summary>
    public const int PlaneCount = 5;

    /// <summary>The planes one behind the other, at an address that does not change.</summary>
    public static readonly float* Planes = Pinned();

    private static ReadOnlySpan<float> Coefficients =>
    [
        // times f^0
        -4.91186571f, -4.76350307f, -4.64123249f, -4.53721476f, -4.44670868f, -4.29482222f, -4.17034054f, -4.06500673f,
        -3.97382784f, -3.82192898f, -3.69862556f, -3.59524751f, -3.50656104f, -3.36070418f, -3.24433446f, -3.14843845f,
        -3.0675981f, -2.93815327f, -2.83886886f, -2.76061058f, -2.69795895f, -2.60680747f, -2.54911494f, -2.51697087f,
        -5.79390192f, -5.65695143f, -5.54357958f, -5.44669867f, -5.36202574f, -5.21900606f, -5.10077906f, -4.99989986f,
        // times f^1
        7.88473073e-08f, 6.37203641e-08f, 5.34833937e-08f, 4.60812295e-08f, 8.09413976e-08f, 6.5044766e-08f, 5.42994911e-08f, 4.65398067e-08f,
        8.1332459e-08f, 6.47237641e-08f, 5.35280655e-08f, 4.54645352e-08f, 7.8752457e-08f, 6.15933118e-08f, 5.00719359e-08f, 4.17993284e-08f,
        7.11332788e-08f, 5.35898899e-08f, 4.17897468e-08f, 3.32604735e-08f, 5.35098579e-08f, 3.46261153e-08f, 2.09919868e-08f, 9.94921656e-09f,
        7.26277278e-08f, 5.89545017e-08f, 4.97053492e-08f, 4.30178737e-08f, 7.58960894e-08f, 6.15225417e-08f, 5.17946255e-08f, 4.47586821e-08f,
        // times f^2
        -4.46072283e-15f, -2.90563323e-15f, -2.04595514e-15f, -1.52035267e-15f, -4.68993334e-15f, -3.05164202e-15f, -2.14610387e-15f, -1.59266197e-15f,
        -4.90618085e-15f, -3.18357503e-15f, -2.23286588e-15f, -1.65279591e-15f, -5.0789455e-15f, -3.28166419e-15f, -2.2937144e-15f, -1.69344417e-15f,
        -5.19494116e-15f, -3.35568344e-15f, -2.35538835e-15f, -1.75548139e-15f, -5.46995581e-15f, -3.72729903e-15f, -2.86580172e-15f, -2.45423667e-15f,
        -4.03339852e-15f, -2.62558191e-15f, -1.84837306e-15f, -1.37365207e-15f, -4.23869813e-15f, -2.7609346e-15f, -1.94444015e-15f, -1.44540476e-15f,
        // times f^3
        3.2467667e-22f, 1.71884183e-22f, 1.01846657e-22f, 6.52986872e-23f, 3.42045646e-22f, 1.81070614e-22f, 1.07259246e-22f, 6.87379945e-23f,
        3.59821143e-22f, 1.9021649e-22f, 1.12496424e-22f, 7.19687081e-23f, 3.75935867e-22f, 1.97970879e-22f, 1.1660846e-22f, 7.42834469e-23f,
        3.86063756e-22f, 2.01327855e-22f, 1.17211528e-22f, 7.35765265e-23f, 3.74299505e-22f, 1.82707241e-22f, 9.20550631e-23f, 3.94183508e-23f,
        2.94100245e-22f, 1.55463191e-22f, 9.20171157e-23f, 5.89505594e-23f, 3.08607662e-22f, 1.6327665e-22f, 9.67084463e-23f, 6.19899016e-23f,
        // times f^4
        -1.90510176e-29f, -8.62739879e-30f, -4.46712304e-30f, -2.54358809e-30f, -2.00693636e-29f, -9.09173072e-30f, -4.70813587e-30f, -2.68073424e-30f,
        -2.11446434e-29f, -9.57321621e-30f, -4.95347564e-30f, -2.81774723e-30f, -2.21893942e-29f, -1.00231496e-29f, -5.17382874e-30f, -2.9359871e-30f,
        -2.3041546e-29f, -1.03655551e-29f, -5.33527245e-30f, -3.0254977e-30f, -2.3901907e-29f, -1.11703485e-29f, -6.44168271e-30f, -4.76016908e-30f,
        -1.72901429e-29f, -7.81679594e-30f, -4.0421271e-30f, -2.29921993e-30f, -1.81228172e-29f, -8.20072556e-30f, -4.24378061e-30f, -2.41539112e-30f,
    ];

    private static float* Pinned()
    {
        var planes = (float*)NativeMemory.AlignedAlloc(PlaneCount * Size * sizeof(float), 64);
        Coefficients.CopyTo(new Span<float>(planes, PlaneCount * Size));
        return planes;
    }
}
