namespace Simulator.Measurements;

/// <summary>A power at an instant.</summary>
/// <param name="Ticks">Instant; see <see cref="LogTime.Ticks"/>.</param>
/// <param name="Watts">Power, in W.</param>
/// <param name="Line">Line of the file, from 1; 0 where the file has no rows.</param>
internal readonly record struct PowerSample(long Ticks, double Watts, long Line);

/// <summary>The powers of one device in one file, in the order of the file.</summary>
/// <param name="File">The file.</param>
/// <param name="Meter">What tells the device from others, e.g. a UUID, or an index; empty if nothing does.</param>
/// <param name="IsUnique">Whether no two devices in the world share it.</param>
/// <param name="Place">Where it is first mentioned, e.g. <c>line 2</c>.</param>
internal sealed record PowerSeries(LogFile File, string Meter, bool IsUnique, string Place)
{
    public List<PowerSample> Samples { get; init; } = [];

    /// <summary>Whether times have a zone.</summary>
    public bool IsZoned { get; set; }

    /// <summary>The device, for messages: what the log calls it is not quoted.</summary>
    public string Where => Meter.Length == 0 ? "the meter" : $"the device of {Place}";

    /// <summary>The device, for what is said of a log that could be read.</summary>
    public string Name => Meter.Length == 0 ? "the meter" : $"device {Meter}";

    public long Start => Samples[0].Ticks;

    public long End => Samples[^1].Ticks;

    /// <summary>Adds a sample.</summary>
    /// <exception cref="Scenarios.Text.ScenarioException">Its time has a zone and those before have none, or the other way round.</exception>
    public void Add(LogTime time, double watts, long line)
    {
        if (Samples.Count == 0)
        {
            IsZoned = time.IsZoned;
        }
        else if (IsZoned != time.IsZoned)
        {
            throw File.Mistake(line, "time", $"a time {(time.IsZoned ? "with" : "without")} a zone", $"times {(IsZoned ? "with" : "without")} a zone, as before");
        }

        Samples.Add(new PowerSample(time.Ticks, watts, line));
    }
}
