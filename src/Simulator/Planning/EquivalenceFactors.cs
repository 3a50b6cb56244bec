using Simulator.Catalog;
using Simulator.Model;
using Simulator.Scenarios.Quantities;

namespace Simulator.Planning;

/// <summary>The dated factors of Eq. M19 as numbers.</summary>
internal static class EquivalenceFactors
{
    /// <summary>What one of the things takes, in the model's unit of the output that it restates.</summary>
    /// <param name="entry">A row of the catalogue.</param>
    /// <param name="edition">Year of the edition; null for none.</param>
    public static double Each(Equivalence entry, int? edition) =>
        QuantityParser.ParseConstant(entry.In(edition).Text!, OutputDefinitions.Named(entry.Of).ModelUnit);
}
