using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads generation mixes; the emission factor of a source is one input, wherever the source occurs.</summary>
internal sealed class MixReader(QuantityReader quantities, CatalogQuantities catalogue, Findings findings)
{
    // Rounded percentages may miss 100% by this much.
    private const double SumTolerance = 0.005;
    private const double SilentTolerance = 0.0001;

    /// <summary>Reads a mix from a file, or reports why not and returns null.</summary>
    public GenerationMix? Read(ConfigMapping mapping, string path)
    {
        var shares = new List<NamedShare>();
        var isSound = true;
        foreach (var (key, node) in mapping.Entries)
        {
            var sharePath = FormatChecker.Join(path, key.Text);
            var source = FindSource(key, sharePath);
            var value = node is ConfigMapping wrapped ? quantities.Unwrap(wrapped, sharePath).Value : node;
            var share = value is ConfigScalar { IsEmpty: false } scalar ? ScalarReader.Share(scalar, sharePath, findings) : null;
            if (value is not (null or ConfigScalar { IsEmpty: false }))
            {
                findings.Error(value.Position, sharePath, value.Kind, "a share such as 61%");
            }

            if (source is null || share is null)
            {
                isSound = false;
            }
            else if (shares.Exists(other => other.Source == source))
            {
                findings.Error(key.Position, sharePath, $"the source {source.Id} a second time", "each source once");
                isSound = false;
            }
            else
            {
                shares.Add(new NamedShare(source, share.Value));
            }
        }

        return isSound && IsSumRight(shares.Sum(share => share.Share), mapping.Position, path) ? Make(path, shares) : null;
    }

    /// <summary>The mix of a catalogue entry.</summary>
    /// <exception cref="InvalidDataException">The table has a mistake.</exception>
    public GenerationMix FromCatalog(CatalogMix mix, string path)
    {
        var shares = mix.Shares.Select(share => new NamedShare(
            BuiltInCatalog.Generation.Find(share.Key) ?? throw new InvalidDataException($"The catalogue has no generation source '{share.Key}'."),
            QuantityParser.ParseConstant(share.Value, ""))).ToList();
        var sum = shares.Sum(share => share.Share);
        return Math.Abs(sum - 1) <= SumTolerance
            ? Make(path, shares)
            : throw new InvalidDataException(FormattableString.Invariant($"The shares of a mix in the catalogue sum to {sum}."));
    }

    private GenerationMix Make(string path, List<NamedShare> shares)
    {
        // What is off by a rounding error only stays as written, so that plain arithmetic comes out.
        var sum = shares.Sum(share => share.Share);
        var divisor = Math.Abs(sum - 1) < 1e-12 ? 1 : sum;
        return new GenerationMix(
            path,
            [.. shares.Select(share => new SourceShare(share.Source.Id, share.Share / divisor, catalogue.Factor(share.Source)))],
            Concentration: null);
    }

    private bool IsSumRight(double sum, SourcePosition position, string path)
    {
        var found = FormattableString.Invariant($"shares that sum to {100 * sum:0.###}%");
        if (Math.Abs(sum - 1) > SumTolerance)
        {
            findings.Error(position, path, found, "shares that sum to 100%, give or take 0.5%");
            return false;
        }

        if (Math.Abs(sum - 1) > SilentTolerance)
        {
            findings.Warn(position, path, found, "shares that sum to 100%; they are divided by their sum");
        }

        return true;
    }

    private CatalogEntry? FindSource(ConfigScalar key, string path)
    {
        var source = BuiltInCatalog.Generation.Find(key.Text);
        if (source is null)
        {
            findings.Error(
                key.Position, path, $"the unknown source '{ConfigScalar.Clip(key.Text)}'", string.Join(", ", BuiltInCatalog.Generation.Keys),
                Spelling.Question(BuiltInCatalog.Generation.Nearest(key.Text, 1).FirstOrDefault()));
        }

        return source;
    }

    private sealed record NamedShare(CatalogEntry Source, double Share);
}
