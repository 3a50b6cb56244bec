using System.Text.Json;
using Simulator.Distributions;
using Simulator.Reporting.Tables;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;
using Simulator.Tests.Uncertainty;

namespace Simulator.Tests.Scenarios;

/// <summary>A distribution is one row: what a file can name, the schema, the list, the docs and the examples agree with the table.</summary>
public class DistributionTableTests
{
    // What a file writes in other ways: a number, {p5: …, p50: …, p95: …}, 1 + (…).
    private static readonly Type[] WithoutName = [typeof(Constant), typeof(Metalog), typeof(AffineDistribution)];

    public static TheoryData<string> Names { get; } = [.. DistributionTable.All.Select(row => row.Name)];

    [Fact]
    public void Every_distribution_can_be_written_in_a_file()
    {
        var written = DistributionTable.All.Select(row => Read(row.Example).GetType()).Concat(WithoutName).ToHashSet();
        var all = typeof(Distribution).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Distribution)) && !type.IsAbstract);
        Assert.All(all, type => Assert.True(written.Contains(type), $"{type.Name} has no row in DistributionTable."));
        Assert.All(written, type => Assert.True(DistributionExamples.ByType.ContainsKey(type), $"{type.Name} has no example in the tests."));
        Assert.Distinct(DistributionTable.All.Select(row => row.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_says_what_it_is(string name)
    {
        var row = DistributionTable.Find(name)!;
        Assert.EndsWith(".", row.Summary, StringComparison.Ordinal);
        Assert.StartsWith($"{name}(", row.Usage, StringComparison.Ordinal);
        Assert.StartsWith($"{name}(", row.Example, StringComparison.Ordinal);
        Assert.All(row.Forms, form => Assert.All(form.Parameters, parameter => Assert.Contains(parameter.Name, row.Usage, StringComparison.Ordinal)));
        Assert.All(row.Forms, form => Assert.All(form.AllRules, rule => Assert.True(form.Has(rule.Parameter), $"{name}: a rule about {rule.Parameter}, which is no parameter")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schema_and_the_list_have_every_row(string name)
    {
        var row = DistributionTable.Find(name)!;
        using var schema = JsonDocument.Parse(JsonSchema.Write());
        var quantity = schema.RootElement.GetProperty("$defs").GetProperty("quantity");
        Assert.Contains(row.Usage, quantity.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains(row.Example, quantity.GetProperty("examples").EnumerateArray().Select(example => example.GetString()));
        Assert.Equal([row.Name, row.Usage, row.Summary], CatalogListing.Of("distributions", row.Summary).Rows.Single().Take(3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_bound_of_a_parameter_holds(string name)
    {
        foreach (var form in DistributionTable.Find(name)!.Forms)
        {
            foreach (var bounded in form.Parameters.Where(parameter => double.IsFinite(parameter.Above)))
            {
                // On the bound is already outside; the others keep every rule.
                var arguments = form.Parameters.Select((parameter, index) =>
                    FormattableString.Invariant($"{parameter.Name}={(parameter == bounded ? bounded.Above : 2 + index)}"));
                var refusal = Assert.Throws<QuantityException>(() => Read($"{name}({string.Join(", ", arguments)})"));
                Assert.Contains(FormattableString.Invariant($"{bounded.Name} = {bounded.Above}"), refusal.Found, StringComparison.Ordinal);
                Assert.Contains(FormattableString.Invariant($"{bounded.Name} above {bounded.Above}"), refusal.Allowed, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>UPDATE_GOLDEN=1 renews the page.</summary>
    [Fact]
    public void The_page_of_distributions_is_the_table()
    {
        var path = Path.Combine(Repository.Root, "docs", "distributions.md");
        using var table = new StringWriter { NewLine = "\n" };
        MarkdownTable.Write(CatalogListing.Of("distributions"), table);
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var at = page.IndexOf("| name |", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, page[..at] + table.ToString().TrimEnd() + "\n");
            return;
        }

        Assert.Equal(table.ToString().Trim(), page[at..].Trim());
    }

    private static Distribution Read(string text)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "prices.csv"), "price\n3\n5\n8\n");
            return new ExpressionEvaluator(Unit.None, folder.FullName, SourceFiles.OnDisk).Evaluate(ExpressionParser.Parse(text));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
