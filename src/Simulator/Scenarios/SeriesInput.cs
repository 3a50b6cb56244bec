using Simulator.Scenarios.Series;

namespace Simulator.Scenarios;

/// <summary>An input that is a time series.</summary>
/// <param name="Data">The series.</param>
/// <param name="Scale">A factor of it; null if none is stated.</param>
/// <param name="Years">Which years of it may stand for that of the run; null if only the stated dates may.</param>
internal sealed record SeriesInput(TimeSeries Data, Quantity? Scale, YearRange? Years);

/// <summary>Years of a time series.</summary>
/// <param name="First">The first; null for the first of the data.</param>
/// <param name="Last">The last; null for the last of the data.</param>
internal sealed record YearRange(int? First, int? Last);

/// <summary>When a phase may run.</summary>
/// <param name="Start">Its start, in hours after <paramref name="Earliest"/>.</param>
/// <param name="Earliest">The earliest start, UTC.</param>
/// <param name="Range">The latest start after it. [h]</param>
internal sealed record PhaseWindow(Quantity Start, DateTime Earliest, double Range)
{
    /// <summary>A length that the run practically never exceeds. [h]</summary>
    public double Longest { get; init; }

    /// <summary>A length that the run exceeds only where an input is beyond its 0.1% or 99.9% quantile. [h]</summary>
    public double Usual { get; init; }

    /// <summary>Mean power in each of equal parts of the run, over that in the mean part; one part if nothing is stated. [-]</summary>
    public IReadOnlyList<double> Profile { get; init; } = [1];

    /// <summary>The year whose data stand for that of the run; null if no series takes one.</summary>
    public Quantity? Year { get; init; }

    /// <summary>The years that may, in order, as years of the earliest start of this phase.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>The first of them, as the values of <see cref="Year"/> count.</summary>
    public int FirstYear { get; init; }
}
