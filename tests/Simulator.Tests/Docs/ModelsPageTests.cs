using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Validation;

namespace Simulator.Tests.Docs;

/// <summary>The page about the models says what is judgement, as the files do.</summary>
public class ModelsPageTests
{
    private const string Mark = "<!-- judgement -->";

    private static readonly string Page = Path.Combine(Repository.Root, "docs/models.md");

    private static IReadOnlyList<Scenario> Models =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios/models")).Order(StringComparer.Ordinal).Select(file => ScenarioReader.ReadOrTotal(file, SourceFiles.OnDisk))];

    [Fact]
    public void It_lists_what_is_judgement_in_each_file()
    {
        string[] table =
        [
            "| model | as a source states it | the spread is judgement | judgement alone |", "|---|---:|---|---|",
            .. Models.Where(model => !model.IsTotalOnly).Select(Row),
        ];
        var lines = File.ReadAllLines(Page).ToList();
        var begin = lines.IndexOf(Mark) + 2;
        var end = lines.FindIndex(begin, line => line.Length == 0 || line[0] != '|');
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            lines.RemoveRange(begin, end - begin);
            lines.InsertRange(begin, begin == end ? [.. table, ""] : table);
            File.WriteAllText(Page, string.Join('\n', lines) + '\n');
            return;
        }

        Assert.Equal(table, lines.GetRange(begin, end - begin));
    }

    [Fact]
    public void It_has_a_row_for_every_model()
    {
        var page = File.ReadAllText(Page);
        Assert.Equal(13, Models.Count);
        Assert.All(Models, model => Assert.Contains($"\n| {model.Name} | ", page));
    }

    [Fact]
    public void Every_input_of_a_model_has_a_source()
    {
        foreach (var model in Models)
        {
            Assert.All(Stated(model), input => Assert.False(string.IsNullOrWhiteSpace(input.Source), $"{model.File}: {input.Path}"));
            Assert.All(Stated(model).Where(input => input.Source == "judgement"), input => Assert.StartsWith("judgement", input.Note, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Published_figures_lie_where_the_files_say()
    {
        var comparisons = Models.Where(model => !model.IsTotalOnly)
            .SelectMany(model => PublishedFigures.Compare(model, SimulationRunner.Run(model, new RunOptions { Samples = 1 << 16 }))).ToList();
        Assert.True(comparisons.Count >= 24);
        Assert.All(comparisons, comparison => Assert.True(comparison.IsAsStated, $"{comparison.Scenario}, {comparison.Label}: {comparison.Verdict}, {comparison.Deviation}"));
    }

    [Fact]
    public void All_trained_models_follow_one_convention()
    {
        foreach (var phase in Models.SelectMany(model => model.Phases).Where(phase => !phase.IsServing))
        {
            Assert.Equal(GridConventions.Default, phase.Conventions);
            Assert.False(phase.EmbodiedInFull);
            foreach (var key in new[] { "facility.pue", "grid.losses", "grid.carbon_intensity", "hardware.embodied_carbon", "grid.electricity_price", "hardware.price", "facility.wue", "grid.water_intensity" })
            {
                Assert.Contains(phase.Inputs, input => input.Key.ToString() == key && input.Value.Origin != QuantityOrigin.Default);
            }
        }
    }

    private static IEnumerable<Quantity> Stated(Scenario model) => model.Quantities.Where(input => input.Origin == QuantityOrigin.File);

    private static string Row(Scenario model)
    {
        var inputs = Stated(model).ToList();
        var alone = inputs.Where(input => input.Source == "judgement").ToList();
        var spread = inputs.Except(alone).Where(input => input.Note?.Contains("judgement", StringComparison.Ordinal) == true).ToList();
        return FormattableString.Invariant($"| [{model.Name}](../scenarios/models/{Path.GetFileName(model.File)}) | {inputs.Count - alone.Count - spread.Count} of {inputs.Count} | {List(spread)} | {List(alone)} |");
    }

    private static string List(IReadOnlyList<Quantity> inputs) => inputs.Count == 0 ? "-" : string.Join(", ", inputs.Select(input => $"`{input.Path}`"));
}
