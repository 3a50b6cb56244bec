namespace Simulator.Scenarios;

/// <summary>Adds to the levels of a section the catalogue entry that it names, as the least specific one.</summary>
internal sealed class CatalogueLevels(CatalogueQuantities catalogue, MixReader mixes, Findings findings)
{
    private static readonly string[] Names = ["accelerator", "operator", "location"];

    /// <summary>Levels of a section with the catalogue entry that holds for a phase.</summary>
    /// <param name="own">Override of the phase; null if there is none.</param>
    /// <param name="shared">Section of the file; null if there is none.</param>
    /// <param name="section">hardware, facility or grid.</param>
    public IReadOnlyList<Level> Add(Level? own, Level? shared, string section)
    {
        IReadOnlyList<Level> levels = [.. new[] { own, shared }.OfType<Level>()];
        var request = CatalogueRequest.Of(levels, section);
        var naming = levels.FirstOrDefault(level => level.HasAny(Names));
        if (naming is null)
        {
            RequireEntry(levels, section);
        }

        if (naming?.Entry is not { } entry)
        {
            return levels;
        }

        CheckFormat(levels, entry, request);

        // What the phase asks of an entry that the file names for all phases is an input of its own.
        var inherited = CatalogueRequest.Of([.. levels.SkipWhile(level => level != naming)], section);
        var path = request == inherited ? naming.Path : levels[0].Path;
        return [.. levels, catalogue.LevelOf(entry, request, path, naming.EntryPosition!, mixes)];
    }

    // Nothing asked for is silently left undone.
    private void RequireEntry(IReadOnlyList<Level> levels, string section)
    {
        var name = section switch { "hardware" => Names[0], "facility" => Names[1], _ => Names[2] };
        foreach (var level in levels)
        {
            if (level.Words.GetValueOrDefault("uncertainty") == ScenarioFormat.CatalogWord && !levels.Any(other => other.Given.Contains("mix")))
            {
                Report("uncertainty", ScenarioFormat.CatalogWord, $"{name}:{(section == "grid" ? " or mix:" : "")} beside it, whose ranges the catalogue has");
            }

            if (level.Words.TryGetValue("number_format", out var format))
            {
                Report("number_format", format, "accelerator: beside it, whose peak rates the catalogue has; or peak: alone");
            }

            void Report(string key, string word, string allowed) =>
                findings.Error(level.Position, $"{level.Path}.{key}", $"{word}, but no {name}", allowed);
        }
    }

    private void CheckFormat(IReadOnlyList<Level> levels, Catalog.CatalogEntry entry, CatalogueRequest request)
    {
        if (request.NumberFormat is not { } format)
        {
            return;
        }

        var level = levels.First(level => level.Words.ContainsKey("number_format"));
        if (!NumberFormats.Of(entry).Contains(format))
        {
            findings.Error(
                level.Position, $"{level.Path}.number_format", $"{format}, for which the catalogue has no dense peak of {entry.Name}",
                string.Join(", ", NumberFormats.Of(entry)), "or give peak: yourself");
        }

        if (levels.Any(other => other.Given.Contains(Keys.Peak.Name)))
        {
            findings.Warn(level.Position, $"{level.Path}.number_format", $"{format} beside a peak that is stated", "one of them; the stated peak is used");
        }
    }
}
