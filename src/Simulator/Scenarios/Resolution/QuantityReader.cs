using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Distributions;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Columns;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Series;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the written forms of a quantity: a text, percentiles, or either with a source and a note.</summary>
internal sealed class QuantityReader(SourceFiles files, Findings findings)
{
    // Quantities are compared by reference: two that look alike are still two inputs.
    private readonly Dictionary<Quantity, SourcePosition> _positions = new(ReferenceEqualityComparer.Instance);

    /// <summary>Currency that money may be stated in beside dollars.</summary>
    public string Currency { get; set; } = Currencies.Dollars;

    /// <summary>Where a quantity was written; the file as a whole for those that were not.</summary>
    public SourcePosition PositionOf(Quantity quantity, SourcePosition otherwise) => _positions.GetValueOrDefault(quantity, otherwise);

    /// <summary>Reads a quantity, or reports why not and returns null.</summary>
    /// <param name="node">What was written.</param>
    /// <param name="key">Its key: unit and bounds.</param>
    /// <param name="path">Its full name.</param>
    public Quantity? Read(ConfigNode node, KeySpec key, string path)
    {
        if (Currency == Currencies.Dollars || !key.ModelUnit.StartsWith(Currencies.Dollars, StringComparison.Ordinal))
        {
            return ReadInDollars(node, key, path, Currencies.Dollars);
        }

        if (!Texts(node).Any(StatesCurrency))
        {
            return ReadInDollars(node, key, path, Currencies.OfMessage(string.Join(' ', Texts(node)), Currency));
        }

        if (Texts(node).Any(text => Replace(text, Currencies.Dollars, "") != text))
        {
            findings.Error(node.Position, path, $"{ConfigScalar.Shown(node)}, which is in {Currency} and in {Currencies.Dollars}", $"one currency for each price: {Currency} or {Currencies.Dollars}");
            return null;
        }

        // Both codes have three letters, so that messages still point at the right column.
        var read = ReadInDollars(Rewrite(node, text => Replace(text, Currency, Currencies.Dollars)), key, path, Currency, Currency);
        var stated = read is null ? null : read with
        {
            Currency = Currency,
            Text = Replace(read.Text, Currencies.Dollars, Currency),
            DisplayUnit = read.DisplayUnit.Replace(Currencies.Dollars, Currency, StringComparison.Ordinal),
        };
        if (stated is not null)
        {
            _positions[stated] = node.Position;
        }

        return stated;
    }

    /// <summary>A value with its texts rewritten, but for source and note.</summary>
    /// <param name="node">What was written.</param>
    /// <param name="rewrite">From a text to the one in its place, of the same length.</param>
    public static ConfigNode Rewrite(ConfigNode node, Func<string, string> rewrite) => node switch
    {
        ConfigScalar scalar => new ConfigScalar(scalar.Position, rewrite(scalar.Text), scalar.IsQuoted),
        ConfigMapping mapping => new ConfigMapping(mapping.Position, [.. mapping.Entries.Select(entry => entry.Key.Text is "source" or "note"
            ? entry : entry with { Value = Rewrite(entry.Value, rewrite) })]),
        _ => node,
    };

    // The unit of data can stand in the name of their column.
    private bool StatesCurrency(string text) => Replace(text, Currency, "") != text
        || Regex.Matches(text, @"column\s*=\s*(?:""[^""]*""|'[^']*'|[^,)]*)", RegexOptions.None, TimeSpan.FromSeconds(1)).Any(column => ColumnWords.InDollars(column.Value, Currency) != column.Value);

    // The names of files and columns stay as they are.
    private static string Replace(string text, string currency, string other) => Regex.Replace(
        text, $@"(?:empirical|series)\s*\((?:(?<=[=(,]\s*)(?:""[^""]*""|'[^']*')|[^)])*\)?|{currency}", match => match.Value == currency ? other : match.Value, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Texts(ConfigNode node) => node switch
    {
        ConfigScalar scalar => [scalar.Text],
        ConfigMapping mapping => mapping.Entries.Where(entry => entry.Key.Text is not ("source" or "note")).SelectMany(entry => Texts(entry.Value)),
        _ => [],
    };

    // Messages about amounts are in the currency that the file states.
    private Quantity? ReadInDollars(ConfigNode node, KeySpec key, string path, string currency, string stated = Currencies.Dollars)
    {
        var (value, source, note) = node is ConfigMapping mapping ? Unwrap(mapping, path) : (node, null, null);
        if (value is null)
        {
            return null;
        }

        if (key == Keys.Start || key == Keys.ServingStart)
        {
            return ReadStart(value, key, path, source, note);
        }

        if (SeriesKeys.Contain(key) && value is ConfigScalar series && IsSeries(series))
        {
            return ReadSeries(series, node as ConfigMapping, key, path, (source, note), currency, stated);
        }

        try
        {
            var (parsed, text) = value switch
            {
                ConfigScalar { IsEmpty: false } scalar => ParseText(scalar, key, stated),
                ConfigMapping percentiles => ParsePercentiles(percentiles, key),
                _ => throw new QuantityException(0, value.Kind, $"a quantity{(key.ModelUnit.Length > 0 ? $" in {ExampleUnits.For(key.ModelUnit)}" : "")}", key.Summary),
            };
            foreach (var remark in parsed.Remarks)
            {
                var said = new QuantityException(remark.Offset, remark.Found, remark.Allowed, remark.Hint).InCurrency(currency);
                findings.Warn(At(value, said.Offset), path, said.Found, said.Allowed, said.Hint);
            }

            var quantity = new Quantity
            {
                Path = path,
                Key = key,
                Distribution = parsed.Distribution,
                Text = text,
                DisplayUnit = parsed.DisplayUnit,
                DisplayScale = parsed.DisplayScale,
                Origin = QuantityOrigin.File,
                Place = value.Position.Line == 0 ? "" : value.Position.File,
                Source = source,
                Note = note,
                TruncatedMass = parsed.TruncatedMass,
                Position = (value.Position.Line, value.Position.Column),
            };
            _positions[quantity] = value.Position;
            return quantity;
        }
        catch (QuantityException exception)
        {
            Report(At(value, exception.Offset), path, exception.InCurrency(currency));
            return null;
        }
    }

    /// <summary>Takes a mapping with <c>value</c>, <c>source</c> and <c>note</c> apart; the value is null if there is a mistake.</summary>
    public (ConfigNode? Value, string? Source, string? Note) Unwrap(ConfigMapping mapping, string path)
    {
        var isSound = true;
        var isSeries = mapping["value"] is ConfigScalar series && IsSeries(series);
        foreach (var (key, _) in mapping.Entries.Where(entry => !QuantityKeys.All.Contains(entry.Key.Text) && !(isSeries && QuantityKeys.OfSeries.Contains(entry.Key.Text))))
        {
            isSound = false;
            findings.Error(key.Position, path, $"the unknown key '{ConfigScalar.Clip(key.Text)}'", string.Join(", ", QuantityKeys.All), Spelling.Hint(key.Text, QuantityKeys.All));
        }

        var source = Text(mapping["source"], path, ref isSound);
        var note = Text(mapping["note"], path, ref isSound);
        var isWrapped = mapping["value"] is not null;
        if (isWrapped && mapping.Entries.FirstOrDefault(entry => QuantityKeys.IsPercentile(entry.Key.Text)) is { } extra)
        {
            isSound = false;
            findings.Error(extra.Key.Position, path, $"value and {extra.Key.Text}", "either value, or three percentiles");
        }

        return (isSound ? mapping["value"] ?? mapping : null, source, note);
    }

    private (ParsedQuantity Parsed, string Text) ParseText(ConfigScalar scalar, KeySpec key, string currency)
    {
        var directory = Path.GetDirectoryName(scalar.Position.File) ?? "";
        return (QuantityParser.Parse(scalar.Text, key, directory, files, currency), scalar.Text.Trim());
    }

    private static (ParsedQuantity Parsed, string Text) ParsePercentiles(ConfigMapping mapping, KeySpec key)
    {
        var given = mapping.Entries.Where(entry => QuantityKeys.IsPercentile(entry.Key.Text)).Select(entry => entry.Key.Text).ToList();
        var (low, high, tail) = Array.Find(QuantityKeys.Percentiles, triple => given.Contains(triple.Low) || given.Contains(triple.High));
        string[] names = [low ?? "p5", "p50", high ?? "p95"];
        if (given.Count != 3 || !names.All(given.Contains))
        {
            throw new QuantityException(
                0, given.Count == 0 ? "neither value nor percentiles" : string.Join(", ", given),
                "p50 with p1 and p99, p5 and p95, p10 and p90, or p25 and p75",
                given is ["p5", "p95"] ? "for a lognormal interval write low to high" : null);
        }

        var texts = names.Select(name => mapping[name] is ConfigScalar { IsEmpty: false } scalar
            ? scalar.Text
            : throw new QuantityException(0, $"{name}: {mapping[name]!.Kind}", "a number at each percentile")).ToList();
        return (QuantityParser.ParsePercentiles(tail, texts, key), string.Join(", ", names.Zip(texts, (name, text) => $"{name}: {text}")));
    }

    private string? Text(ConfigNode? node, string path, ref bool isSound)
    {
        if (node is null or { IsEmpty: true })
        {
            return null;
        }

        if (node is ConfigScalar scalar)
        {
            return scalar.OneLine;
        }

        isSound = false;
        findings.Error(node.Position, path, node.Kind, "a text");
        return null;
    }

    private static bool IsSeries(ConfigScalar scalar) => scalar.Text.TrimStart().StartsWith("series", StringComparison.Ordinal);

    // The distribution is that of the hours after the earliest start.
    private Quantity? ReadStart(ConfigNode value, KeySpec key, string path, string? source, string? note)
    {
        try
        {
            var text = value is ConfigScalar { IsEmpty: false } scalar ? scalar.Text.Trim() : throw new QuantityException(0, value.Kind, key.Summary);
            var (earliest, range) = StartText.Read(text);
            return Written(value, key, path, source, note) with
            {
                Distribution = range == 0 ? Constant.Of(0) : Uniform.Between(0, range),
                Text = text,
                DisplayUnit = key.ModelUnit,
                Epoch = earliest,
                Note = note ?? $"hours after {SeriesTime.Format(earliest)}",
            };
        }
        catch (QuantityException exception)
        {
            Report(At(value, exception.Offset), path, exception);
            return null;
        }
    }

    private Quantity? ReadSeries(ConfigScalar value, ConfigMapping? mapping, KeySpec key, string path, (string? Source, string? Note) said, string currency, string stated)
    {
        try
        {
            if (ExpressionParser.Parse(value.Text) is not SeriesExpression written)
            {
                throw new QuantityException(0, $"'{ConfigScalar.Clip(value.Text)}'", $"{SeriesExpression.Usage} by itself", "a factor stands beside it: {value: series(…), scale: 0.9 to 1.1}");
            }

            var target = Units.Parse(key.ModelUnit);
            var (data, unit) = SeriesFile.Read(written, target, Path.GetDirectoryName(value.Position.File) ?? "", files, MaxGap(mapping) ?? SeriesFile.DefaultMaxGap, stated);
            var outside = Array.FindIndex(data.Values, number => number < key.Minimum || number > key.Maximum);
            if (outside >= 0)
            {
                throw new QuantityException(
                    written.FileStart, $"a value that is {(data.Values[outside] < key.Minimum ? "too small" : "too large")} at {SeriesTime.Format(data.Start + (data.Step * outside))} in {written.File}", Bounds.Describe(key));
            }

            var scale = mapping?["scale"] is { IsEmpty: false } factor ? Read(factor, Keys.SeriesScale, $"{path}.scale") : null;
            return Written(value, key, path, said.Source, said.Note) with
            {
                Distribution = Constant.Of(data.Mean),
                Series = new SeriesInput(data, scale is null ? null : scale with { Source = scale.Source ?? said.Source }, Years(mapping, data)),
                Text = value.Text.Trim(),
                Note = said.Note ?? "mean over the file; a run takes the mean over its window",
                DisplayUnit = unit is null || target.IsNone ? "" : unit.Text,
                DisplayScale = unit is null || target.IsNone ? 1 : unit.In(target),
            };
        }
        catch (QuantityException exception)
        {
            Report(value.At(exception.Offset), path, exception.InCurrency(currency));
            return null;
        }
    }

    private void Report(SourcePosition at, string path, QuantityException mistake) => findings.Error(at, path, mistake.Found, mistake.Allowed, mistake.Hint);

    private Quantity Written(ConfigNode value, KeySpec key, string path, string? source, string? note)
    {
        return new Quantity
        {
            Path = path,
            Key = key,
            Distribution = Constant.Of(0),
            Text = "",
            Origin = QuantityOrigin.File,
            Place = value.Position.Line == 0 ? "" : value.Position.File,
            Source = source,
            Note = note,
            Position = (value.Position.Line, value.Position.Column),
        };
    }

    private static TimeSpan? MaxGap(ConfigMapping? mapping) => mapping?["max_gap"] switch
    {
        null => null,
        ConfigScalar { IsEmpty: false } scalar => TimeSpan.FromHours(QuantityParser.ParseConstant(scalar.Text, "h")),
        { } other => throw new QuantityException(0, $"max_gap: {other.Kind}", "a time such as 6 h"),
    };

    private static YearRange? Years(ConfigMapping? mapping, TimeSeries data)
    {
        if (mapping?["years"] is not { } node)
        {
            return null;
        }

        var text = node is ConfigScalar scalar ? scalar.Text.Trim() : "";
        var ends = text.Split(" to ");
        return text == "any" ? new YearRange(null, null)
            : ends.Length is 1 or 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= last && first >= data.Start.Year && last <= data.End.Year
                ? new YearRange(first, last)
            : throw new QuantityException(0, $"years: {node.Kind}", $"years: any, or years of the data, which are from {SeriesTime.Format(data.Start)} to {SeriesTime.Format(data.End)}, e.g. {data.Start.Year} to {data.End.Year}");
    }

    private static SourcePosition At(ConfigNode node, int offset) => node is ConfigScalar scalar ? scalar.At(offset) : node.Position;
}
