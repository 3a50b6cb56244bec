using Simulator.Model;

namespace Simulator.Measurements;

/// <summary>What logs say about a run.</summary>
/// <param name="Format">Format of the logs, e.g. <c>nvidia-smi</c>.</param>
/// <param name="MeasuredAt">What the meter has in it.</param>
/// <param name="KilowattHours">Energy, in kWh.</param>
/// <param name="Accuracy">How far the energy may be off.</param>
/// <param name="Files">The logs.</param>
/// <param name="Rows">Rows that entered the energy, and rows that did not.</param>
internal sealed record Measurement(
    string Format, Boundary MeasuredAt, double KilowattHours, MeterAccuracy Accuracy, IReadOnlyList<LogFile> Files, RowCount Rows)
{
    /// <summary>Hours of all accelerators together; null if the log does not say.</summary>
    public double? AcceleratorHours { get; init; }

    /// <summary>Accelerators; null if the log does not say.</summary>
    public int? Accelerators { get; init; }

    /// <summary>Catalogue id of the accelerator; null if the log does not say.</summary>
    public string? Accelerator { get; init; }

    /// <summary>PUE that the tool was told, where the energy of the log had it in it and was divided by it.</summary>
    public double? Pue { get; init; }

    /// <summary>First instant that is counted; null if the log does not say.</summary>
    public LogTime? Start { get; init; }

    /// <summary>Last instant that is counted; null if the log does not say.</summary>
    public LogTime? End { get; init; }

    /// <summary>Times without rows; null where the log holds no powers.</summary>
    public GapCount? Gaps { get; init; }

    /// <summary>What else a reader has to know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Ends of the 90% interval of the energy, in kWh; both the energy itself where the accuracy is not known.</summary>
    public (double Low, double High) Interval =>
        (KilowattHours * (1 - (Accuracy.Share ?? 0)), KilowattHours * (1 + (Accuracy.Share ?? 0)));
}

/// <summary>Rows of logs.</summary>
/// <param name="Used">Rows that entered the energy.</param>
/// <param name="Skipped">Rows that did not, by reason.</param>
internal sealed record RowCount(long Used, IReadOnlyDictionary<string, long> Skipped)
{
    /// <summary>In words, e.g. <c>3,999 rows used; skipped: 1 ([N/A])</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Used:N0} {(Used == 1 ? "row" : "rows")} used; skipped: ")
        + (Skipped.Count == 0 ? "none" : string.Join(", ", Skipped.Select(pair => FormattableString.Invariant($"{pair.Value:N0} ({pair.Key})"))));
}

/// <summary>Times between rows that are too long to be a step.</summary>
/// <param name="Count">How many there are, over all devices.</param>
/// <param name="Time">All of them together, over all devices.</param>
/// <param name="Longest">The longest.</param>
/// <param name="Share">Their share of the device-time.</param>
/// <param name="MaxGap">Longest time between two rows that is no gap.</param>
/// <param name="MedianStep">Median time between two rows.</param>
/// <param name="IsStated">Whether the user stated the longest time.</param>
/// <param name="AreFilled">Whether they are filled by straight lines; otherwise they count with no energy.</param>
internal sealed record GapCount(
    int Count, TimeSpan Time, TimeSpan Longest, double Share, TimeSpan MaxGap, TimeSpan MedianStep, bool IsStated, bool AreFilled)
{
    /// <summary>In words.</summary>
    public override string ToString()
    {
        var rule = FormattableString.Invariant($"longer than {MaxGap.TotalSeconds:0.###} s ({(IsStated ? "as stated" : "ten times the median step")}; median step {MedianStep.TotalSeconds:0.###} s)");
        return Count == 0
            ? $"no gap {rule}"
            : FormattableString.Invariant($"{Count} {(Count == 1 ? "gap" : "gaps")} {rule}, {Time.TotalSeconds:0.###} s together, {Share:0.##%} of the device-time, ")
                + (AreFilled ? "filled by straight lines" : "counted without energy");
    }
}
