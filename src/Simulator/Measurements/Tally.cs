namespace Simulator.Measurements;

/// <summary>Counts rows and collects remarks while logs are read.</summary>
internal sealed class Tally
{
    private readonly OrderedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);

    /// <summary>Rows that enter the energy.</summary>
    public long Used { get; set; }

    public RowCount Rows => new(Used, _skipped);

    public IReadOnlyList<string> Notes => _notes;

    public void Skip(string reason, long rows = 1) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + rows;

    public void Note(string text)
    {
        if (_noted.Add(text))
        {
            _notes.Add(text);
        }
    }
}
