using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Inputs that come from catalogue entries, each made once.</summary>
internal sealed class CatalogQuantities
{
    private readonly Dictionary<(string Path, string Entry, CatalogRequest Request), Level> _levels = [];
    private readonly Dictionary<(string Source, string Figure, bool IsRange), Quantity> _ofSources = [];

    /// <summary>The figures of an entry as a level of its own.</summary>
    /// <param name="entry">An accelerator, an operator or a location.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="path">Path of the section that names the entry.</param>
    /// <param name="position">Where the entry is named.</param>
    /// <param name="mixes">Reads its mix.</param>
    public Level LevelOf(CatalogEntry entry, CatalogRequest request, string path, SourcePosition position, MixReader mixes)
    {
        if (_levels.TryGetValue((path, entry.Id, request), out var level))
        {
            return level;
        }

        level = new Level(path, position) { IsCatalog = true, Entry = entry };
        foreach (var key in KeyTable.In(request.Section))
        {
            if (request.FigureOf(entry, key) is { } figure && Make(entry, key, figure, $"{path}.{key.Name}", request.IsUncertain) is { } quantity)
            {
                level.Quantities[key] = quantity;
                if (!CatalogKeys.OnRequest.Contains(key))
                {
                    level.Given.Add(key.Name);
                }
            }
        }

        if (entry.Mix is { } mix && request.Section == "grid")
        {
            level.Mix = mixes.FromCatalog(mix, $"{path}.mix");
            level.Given.Add("mix");
        }

        return _levels[(path, entry.Id, request)] = level;
    }

    /// <summary>The life-cycle emission factor of a generation source as a plain value.</summary>
    public Quantity Factor(CatalogEntry source) =>
        OfSource(source, Keys.SourceFactor, "factor", isRange: false) ?? throw new InvalidDataException($"The catalogue has no factor for {source.Id}.");

    /// <summary>What one generation source emits, consumes or occupies per energy; null if the catalogue does not know it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="key">What is asked: <see cref="Keys.SourceFactor"/>, <see cref="Keys.SourceWater"/> or <see cref="Keys.SourceLand"/>.</param>
    /// <param name="figure">The figure that stands for it.</param>
    /// <param name="isRange">Whether the range holds in place of the plain value, where there is one.</param>
    public Quantity? OfSource(CatalogEntry source, KeySpec key, string figure, bool isRange)
    {
        if (_ofSources.TryGetValue((source.Id, figure, isRange), out var known))
        {
            return known;
        }

        var quantity = source.Figures.TryGetValue(figure, out var found) ? Make(source, key, found, $"grid.mix.{source.Id}.{key.Name}", isRange) : null;
        if (quantity is not null)
        {
            _ofSources[(source.Id, figure, isRange)] = quantity;
        }

        return quantity;
    }

    /// <summary>One figure of an entry as an input; null if no plain value is known and no range is requested.</summary>
    /// <param name="entry">The entry, for messages.</param>
    /// <param name="key">Its key: unit and bounds.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="path">Its full name.</param>
    /// <param name="isRange">Whether the range holds in place of the plain value, where there is one.</param>
    /// <exception cref="InvalidDataException">The table has a mistake.</exception>
    public static Quantity? Make(CatalogEntry entry, KeySpec key, CatalogFigure figure, string path, bool isRange = false)
    {
        var takesRange = isRange && figure.Range is not null;
        if ((takesRange ? figure.Range : figure.Text) is not { } text)
        {
            return null;
        }

        try
        {
            var parsed = QuantityParser.Parse(text, key);
            return new Quantity
            {
                Path = path,
                Key = key,
                Distribution = parsed.Distribution,
                Text = text,
                DisplayUnit = parsed.DisplayUnit,
                DisplayScale = parsed.DisplayScale,
                Origin = QuantityOrigin.Catalog,
                Place = entry.Id,
                Source = BuiltInCatalog.Cite(takesRange ? figure.RangeSourceKey! : figure.SourceKey),
                Note = takesRange ? figure.RangeNote ?? figure.Caution : figure.Caution,
                TruncatedMass = parsed.TruncatedMass,
            };
        }
        catch (QuantityException exception)
        {
            throw new InvalidDataException($"The catalogue entry {entry.Id}, {key.Name}: {exception.Message}", exception);
        }
    }
}
