using Simulator.Model;
using Simulator.Presentation;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Tables;

/// <summary>P(row &lt; column) of one output for every two models, with words for the strong ones.</summary>
internal static class ProbabilityMatrix
{
    // The words of the IPCC's guidance note on uncertainty (2010) for 99% and 95%, shortened.
    private const double Sure = 0.99, Likely = 0.95;

    // Of two models that always agree neither is less: without the word, both cells would say hardly.
    private const string Same = "equal";

    /// <summary>What the words mean.</summary>
    private const string Legend =
        "Each cell: the probability that the row has less than the column. surely: 99% or more; likely: 95% or more; unlikely: 5% or less; hardly: 1% or less.";

    /// <summary>One matrix for each output that at least three models have; two models are compared in their own table.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IReadOnlyList<ReportTable> Of(ComparisonResult comparison)
    {
        var tables = All(comparison);
        return [.. tables.Select((table, index) => index == tables.Count - 1 ? table with { Notes = [.. table.Notes, Legend] } : table)];
    }

    private static List<ReportTable> All(ComparisonResult comparison) =>
    [
        .. from pairs in comparison.Probabilities.GroupBy(pair => pair.Output, StringComparer.Ordinal)
           let names = comparison.Models.Select(model => model.Name).Where(name => pairs.Any(pair => pair.A == name || pair.B == name)).ToList()
           where names.Count > 2
           select Of(OutputDefinitions.Named(pairs.Key), [.. pairs], names, comparison),
    ];

    private static ReportTable Of(OutputDefinition output, IReadOnlyList<PairProbability> pairs, IReadOnlyList<string> names, ComparisonResult comparison)
    {
        var letters = names.Select(name => ComparisonTables.Letter(name, comparison)).ToList();
        var samples = comparison.Scenarios[0].Run.Samples;
        return new ReportTable(
            $"P(row < column): {output.Title}",
            [new("scenario"), .. letters.Select(letter => new ReportColumn(letter, CellAlignment.Right))],
            [.. names.Select((row, index) => (IReadOnlyList<string>)[$"{letters[index]}  {row}", .. names.Select(column => row == column ? "·" : Cell(pairs, row, column, samples))])],
            [.. Sentences(pairs, names), .. pairs.Any(pair => pair.Equal == 1) ? ["equal: the same in every sample."] : Array.Empty<string>()]);
    }

    /// <summary>A probability, or the word for one that is strong.</summary>
    private static string Cell(IReadOnlyList<PairProbability> pairs, string row, string column, long samples) => Less(pairs, row, column) switch
    {
        null => "",
        { Equal: 1 } => Same,
        { Probability: >= Sure } => "surely",
        { Probability: >= Likely } => "likely",
        { Probability: <= 1 - Sure } => "hardly",
        { Probability: <= 1 - Likely } => "unlikely",
        var (probability, error, _) => Figures.Probability(probability, error, samples),
    };

    private static (double Probability, double Error, double Equal)? Less(IReadOnlyList<PairProbability> pairs, string row, string column) => pairs
        .Where(pair => (pair.A == row && pair.B == column) || (pair.A == column && pair.B == row))
        .Select(pair => ((double, double, double)?)(pair.A == row ? pair.ALess : Math.Max(0, 1 - pair.ALess - pair.Equal), pair.Error, pair.Equal)).FirstOrDefault();

    private static IEnumerable<string> Sentences(IReadOnlyList<PairProbability> pairs, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var below = names.Where(other => other != name && Less(pairs, name, other) is { Probability: >= Sure }).ToList();
            if (below.Count == names.Count - 1)
            {
                yield return $"{name}: surely less than every other.";
            }

            var above = names.Where(other => other != name && Less(pairs, other, name) is { Probability: >= Sure }).ToList();
            if (above.Count == names.Count - 1)
            {
                yield return $"{name}: surely more than every other.";
            }
        }
    }
}
