using Simulator.Model;

namespace Simulator.Planning.Tracing;

/// <summary>One operation that differs from sample to sample.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Left">First operand's node, or the index of the draw for <see cref="Operation.Draw"/>.</param>
/// <param name="Right">Second operand's node; −1 if there is none.</param>
/// <param name="Constant">Constant operand; 0 if there is none.</param>
internal readonly record struct Node(Operation Operation, int Left, int Right, float Constant)
{
    /// <summary>The series of a mean over a window; null for every other operation.</summary>
    public SeriesIntegral? Series { get; init; }
}

/// <summary>An operation with its constant in double precision: what a node stands for before the constant is rounded.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Left">First operand's expression, or the index of the draw.</param>
/// <param name="Right">Second operand's expression; −1 if there is none.</param>
/// <param name="Constant">Constant operand; 0 if there is none.</param>
internal readonly record struct TracedExpression(Operation Operation, int Left, int Right, double Constant)
{
    /// <summary>The series of a mean over a window; null for every other operation.</summary>
    public SeriesIntegral? Series { get; init; }
}

/// <summary>Operations that remain after constants are folded.</summary>
internal enum Operation
{
    /// <summary>The value drawn for an input.</summary>
    Draw,

    /// <summary>left · right.</summary>
    Multiply,

    /// <summary>left / right.</summary>
    Divide,

    /// <summary>1 / left.</summary>
    Reciprocal,

    /// <summary>left + constant · right, with one rounding.</summary>
    AddScaled,

    /// <summary>left + constant.</summary>
    AddConstant,

    /// <summary>constant − left.</summary>
    SubtractFrom,

    /// <summary>left · constant.</summary>
    Scale,

    /// <summary>The larger of left and constant · right.</summary>
    MaximumScaled,

    /// <summary>The larger of left and constant.</summary>
    MaximumConstant,

    /// <summary>√left.</summary>
    SquareRoot,

    /// <summary>Mean of a series over the window that begins at left and lasts right.</summary>
    WindowMean,

    /// <summary>The same, lasting constant.</summary>
    WindowMeanLasting,

    /// <summary>The same, beginning at constant and lasting left.</summary>
    WindowMeanFrom,

    /// <summary>Counts a finished column; a step of a program, never a node.</summary>
    Tally,
}
