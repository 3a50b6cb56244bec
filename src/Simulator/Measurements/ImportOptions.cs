using Simulator.Model;

namespace Simulator.Measurements;

/// <summary>What a log does not say itself.</summary>
internal sealed record ImportOptions
{
    /// <summary>Nothing before this instant is counted; null for the start of the log.</summary>
    public LogTime? From { get; init; }

    /// <summary>Nothing after this instant is counted; null for the end of the log.</summary>
    public LogTime? To { get; init; }

    /// <summary>Longest time between two rows that is no gap; null for ten times the median step.</summary>
    public TimeSpan? MaxGap { get; init; }

    /// <summary>Whether gaps are filled by a straight line between their ends.</summary>
    public bool FillGaps { get; init; }

    /// <summary>Half the width of the 90% interval of the energy, as a share of it; null for what is published about the meter.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What the meter has in it; null for what the format implies.</summary>
    public Boundary? MeasuredAt { get; init; }

    /// <summary>Name of the column of time, for <c>power-csv</c>.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Name of the column of power, for <c>power-csv</c>.</summary>
    public string? PowerColumn { get; init; }

    /// <summary>Name of the column that tells devices apart, for <c>power-csv</c>; null if there is one device.</summary>
    public string? DeviceColumn { get; init; }

    /// <summary>Names of the columns of a log without a header.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Unit of powers where the log states none: <c>W</c>, <c>mW</c>, <c>kW</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Cards, jobs or runs that are left out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether files that cover the same time are of different machines.</summary>
    public bool DifferentMachines { get; init; }

    /// <summary>Catalogue id of the accelerator; null for what the log names.</summary>
    public string? Accelerator { get; init; }
}
