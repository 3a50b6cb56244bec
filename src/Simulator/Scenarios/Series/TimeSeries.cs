namespace Simulator.Scenarios.Series;

/// <summary>A regular time series: the value of a cell holds from its instant until that of the next.</summary>
/// <param name="File">The file, as written in the scenario.</param>
/// <param name="Column">Its column.</param>
/// <param name="Start">Instant of the first cell, UTC.</param>
/// <param name="Step">Length of a cell; it divides a day.</param>
/// <param name="Values">Value of each cell, in the unit of the model.</param>
internal sealed record TimeSeries(string File, string Column, DateTime Start, TimeSpan Step, double[] Values)
{
    /// <summary>Where the data end, UTC.</summary>
    public DateTime End => Start + (Step * Values.Length);

    /// <summary>Lines of the first and of the last row.</summary>
    public (long First, long Last) Lines { get; init; }

    /// <summary>Gaps that were filled with straight lines.</summary>
    public int Gaps { get; init; }

    /// <summary>Cells in them.</summary>
    public int Filled { get; init; }

    /// <summary>The longest of them.</summary>
    public TimeSpan LongestGap { get; init; }

    /// <summary>Factor that all values are multiplied by: 1, or that of a variation.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Mean over all cells.</summary>
    public double Mean => Factor * Values.Average();

    /// <summary>The cell that an instant lies in, counted from the first; may lie outside of the data.</summary>
    public long CellOf(DateTime utc) => (long)Math.Floor((utc - Start) / Step);

    /// <summary>What was read, for the report.</summary>
    public string Describe()
    {
        var text = FormattableString.Invariant($"{File}, {Values.Length:N0} values of {Minutes(Step)} from {SeriesTime.Format(Start)} to {SeriesTime.Format(End)}, ");
        return text + (Gaps == 0 ? "no gaps" : FormattableString.Invariant($"{Gaps:N0} {(Gaps == 1 ? "gap" : "gaps")} of at most {Minutes(LongestGap)} filled with straight lines ({Filled:N0} values)"));
    }

    /// <summary>A length of time in words.</summary>
    public static string Minutes(TimeSpan span) => span.TotalHours >= 1 && span.TotalMinutes % 60 == 0
        ? FormattableString.Invariant($"{span.TotalHours:0.##} h") : FormattableString.Invariant($"{span.TotalMinutes:0.##} min");
}
