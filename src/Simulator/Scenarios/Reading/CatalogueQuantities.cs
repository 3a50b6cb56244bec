using Simulator.Catalog;

namespace Simulator.Scenarios;

/// <summary>Inputs that come from catalogue entries, each made once.</summary>
internal sealed class CatalogueQuantities
{
    private readonly Dictionary<(string Path, string Entry), Level> _levels = [];
    private readonly Dictionary<string, Quantity> _factors = new(StringComparer.Ordinal);

    /// <summary>The figures of an entry as a level of its own.</summary>
    /// <param name="entry">An accelerator or a location.</param>
    /// <param name="section">hardware or grid.</param>
    /// <param name="path">Path of the section that names the entry.</param>
    /// <param name="position">Where the entry is named.</param>
    /// <param name="mixes">Reads its mix.</param>
    public Level LevelOf(CatalogEntry entry, string section, string path, SourcePosition position, MixReader mixes)
    {
        if (_levels.TryGetValue((path, entry.Id), out var level))
        {
            return level;
        }

        level = new Level(path, position) { IsCatalogue = true };
        foreach (var (name, figure) in entry.Figures)
        {
            if (figure.Text is null || KeyTable.Find(section, name) is not { } key || key == Keys.Losses || key == Keys.OverheadFactor)
            {
                continue;
            }

            level.Quantities[key] = Make(entry, key, figure, $"{path}.{name}");
            level.Given.Add(name);
        }

        if (entry.Mix is { } mix)
        {
            level.Mix = mixes.FromCatalogue(mix, $"{path}.mix");
            level.Given.Add("mix");
        }

        return _levels[(path, entry.Id)] = level;
    }

    /// <summary>The emission factor of a generation source.</summary>
    public Quantity Factor(CatalogEntry source)
    {
        if (!_factors.TryGetValue(source.Id, out var factor))
        {
            factor = Make(source, Keys.SourceFactor, source.Figures["factor"], $"grid.mix.{source.Id}.factor");
            _factors[source.Id] = factor;
        }

        return factor;
    }

    /// <summary>One figure of an entry as an input.</summary>
    /// <exception cref="InvalidDataException">The table has a mistake.</exception>
    public static Quantity Make(CatalogEntry entry, KeySpec key, CatalogFigure figure, string path)
    {
        try
        {
            var parsed = QuantityParser.Parse(figure.Text!, key);
            return new Quantity
            {
                Path = path,
                Key = key,
                Distribution = parsed.Distribution,
                Text = figure.Text!,
                DisplayUnit = parsed.DisplayUnit,
                DisplayScale = parsed.DisplayScale,
                Origin = QuantityOrigin.Catalogue,
                Source = Catalogue.Cite(figure.SourceKey),
                Note = figure.Note,
                TruncatedMass = parsed.TruncatedMass,
            };
        }
        catch (QuantityException exception)
        {
            throw new InvalidDataException($"The catalogue entry {entry.Id}, {key.Name}: {exception.Message}", exception);
        }
    }
}
