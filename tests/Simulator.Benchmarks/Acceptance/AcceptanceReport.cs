using System.Text.Json;
using System.Text.Json.Nodes;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>The results so far, written to the file after every addition: what is known is not lost when time runs out.</summary>
internal sealed class AcceptanceReport(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject _root = [];
    private readonly Lock _lock = new();

    /// <summary>Sets an entry.</summary>
    public void Set(string name, JsonNode? value)
    {
        lock (_lock)
        {
            _root[name] = value;
            Write();
        }
    }

    /// <summary>Adds to a list.</summary>
    public void Add(string list, JsonNode value)
    {
        lock (_lock)
        {
            if (_root[list] is not JsonArray all)
            {
                _root[list] = all = [];
            }

            all.Add(value);
            Write();
        }
    }

    private void Write()
    {
        var temporary = path + ".part";
        File.WriteAllText(temporary, _root.ToJsonString(Indented) + "\n");
        File.Move(temporary, path, overwrite: true);
    }
}
