namespace Simulator.Transforms;

/// <summary>Which function makes a value of a word; each has its place in <see cref="QuantileFunctions"/>.</summary>
/// <remarks>u is the word's probability, z its standard normal score; every value is offset + scale · core.</remarks>
internal enum TransformKind
{
    /// <summary>Core 0: the offset, whatever the word.</summary>
    Constant,

    /// <summary>Core u.</summary>
    Uniform,

    /// <summary>Core 2^(shape·u).</summary>
    LogUniform,

    /// <summary>Core z.</summary>
    Normal,

    /// <summary>Core 2^(shape·z).</summary>
    Lognormal,

    /// <summary>Triangular on [0, 1] with its mode at shape.</summary>
    Triangular,

    /// <summary>Core −ln(1 − u).</summary>
    Exponential,

    /// <summary>Core T(z), T being a table.</summary>
    Table,

    /// <summary>Core 2^T(z), T being a table.</summary>
    ExponentialTable,

    /// <summary>Core 1/(1 + 2^−T(z)), T being a table.</summary>
    LogisticTable,

    /// <summary>One of a list of values, found by the word's rank.</summary>
    Steps,

    /// <summary>One of several transforms of the same word, chosen by a selector word from a stream of its own.</summary>
    Mixture,
}
