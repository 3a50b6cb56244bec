namespace Simulator.Scenarios.Series;

/// <summary>The zone that the clock of a file or of a start runs in.</summary>
/// <param name="Name">As written.</param>
internal sealed record SeriesZone(string Name)
{
    private readonly TimeSpan? _offset = SeriesTime.OffsetOf(Name);
    private readonly TimeZoneInfo? _zone = SeriesTime.OffsetOf(Name) is null && TimeZoneInfo.TryFindSystemTimeZoneById(Name, out var zone) ? zone : null;

    /// <summary>Whether it is a zone that this machine knows.</summary>
    public bool IsKnown => _offset is not null || _zone is not null;

    /// <summary>What is wrong with a local time, as a clause that follows it; null if it is one instant.</summary>
    public string? Mistake(DateTime clock) => _zone is null ? null
        : _zone.IsInvalidTime(clock) ? $"that does not exist in {Name}: clocks go forward over it"
        : _zone.IsAmbiguousTime(clock) ? $"that occurs twice in {Name}: clocks go back over it"
        : null;

    /// <summary>The instant of a local time that has no mistake.</summary>
    public DateTime ToUtc(DateTime clock) => DateTime.SpecifyKind(_zone is null ? clock - _offset!.Value : TimeZoneInfo.ConvertTimeToUtc(clock, _zone), DateTimeKind.Utc);

    /// <summary>The zone that the name of a column states, as in <c>Datetime (UTC)</c>; null if it states none.</summary>
    public static SeriesZone? OfColumn(string column)
    {
        foreach (var word in column.Split([' ', '(', ')', '[', ']', '_', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word.ToUpperInvariant())
            {
                case "UTC" or "GMT": return new SeriesZone("UTC");
                case "CET/CEST": return new SeriesZone("Europe/Brussels");
                case "EET/EEST": return new SeriesZone("Europe/Helsinki");
                case "WET/WEST": return new SeriesZone("Europe/Lisbon");
                default: break;
            }
        }

        return null;
    }
}
