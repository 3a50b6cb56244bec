using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Puts the catalogue entry that a section names among what its files state.</summary>
internal sealed class CatalogLevels(CatalogQuantities catalogue, MixReader mixes, Findings findings)
{
    private static readonly string[] Names = ["accelerator", "operator", "location"];

    /// <summary>Levels of a section with the catalogue entry that holds for a phase.</summary>
    /// <param name="own">Override of the phase, the nearest file first.</param>
    /// <param name="shared">Section of the file, the nearest file first.</param>
    /// <param name="section">hardware, facility or grid.</param>
    /// <remarks>
    /// This is the rule of precedence: an entry stands directly behind what is stated beside its name, so that its figures go
    /// before everything that was stated farther away. Of several names the nearest counts alone.
    /// </remarks>
    public IReadOnlyList<Level> Add(IReadOnlyList<Level> own, IReadOnlyList<Level> shared, string section)
    {
        IReadOnlyList<Level> levels = [.. own, .. shared];
        var request = CatalogRequest.Of(levels, section);
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
        var inherited = CatalogRequest.Of([.. levels.SkipWhile(level => level.Path != naming.Path)], section);
        var path = request == inherited ? naming.Path : levels[0].Path;
        var figures = catalogue.LevelOf(entry, request, path, naming.EntryPosition!, mixes);
        return [.. levels.TakeWhile(level => level != naming), naming, figures, .. levels.SkipWhile(level => level != naming).Skip(1)];
    }

    // Every request that cannot be met is reported.
    private void RequireEntry(IReadOnlyList<Level> levels, string section)
    {
        var name = CatalogKeys.NameIn(section);
        foreach (var level in levels)
        {
            if (level.Words.GetValueOrDefault("uncertainty") == ScenarioFormat.CatalogWord && !levels.Any(other => other.Given.Contains("mix")))
            {
                Report("uncertainty", ScenarioFormat.CatalogWord, $"{name}:{(section == "grid" ? " or mix:" : "")} next to it, for which the catalogue has ranges");
            }

            if (level.Words.TryGetValue("number_format", out var format))
            {
                Report("number_format", format, "accelerator: next to it, for which the catalogue has peak rates; or peak: alone");
            }

            void Report(string key, string word, string allowed) =>
                findings.Error(level.Position, $"{level.Path}.{key}", $"{word}, but no {name}", allowed);
        }
    }

    private void CheckFormat(IReadOnlyList<Level> levels, CatalogEntry entry, CatalogRequest request)
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
            findings.Warn(level.Position, $"{level.Path}.number_format", $"{format} together with a stated peak", "one of them; the stated peak is used");
        }
    }
}
