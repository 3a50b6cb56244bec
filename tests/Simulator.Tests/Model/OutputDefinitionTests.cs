using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Model;

/// <summary>The rows of the outputs: complete, in step with the equations, and honest about what they need.</summary>
public sealed class OutputDefinitionTests
{
    // Every output is known, and nothing stands in for anything else.
    private const string Everything = """
        name: everything
        hardware: {tdp: 700 W, peak: 989 TFLOP/s, server: {accelerators: 8, power: 10.2 kW}, price: 30k USD, lifetime: 4 years, fleet_utilization: 80%, embodied_carbon: 200 kgCO2e}
        facility: {pue: 1.2, wue: 0.9 L/kWh, water_price: 2 USD/m3}
        grid: {carbon_intensity: 400 g/kWh, losses: 5%, carbon_free_share: 30%, marginal_intensity: 700 g/kWh, electricity_price: 80 USD/MWh, water_intensity: 3 L/kWh, land_intensity: 9 m2*year/MWh, carbon_price: 60 USD/t}
        failures: {mtbf_per_accelerator: 50000 h, checkpoint: 2 min, restart: 10 min}
        training:
          - {phase: a, accelerators: 1000, accelerator_hours: 1M h, tokens: 10T, utilization: 0.8, idle_share: 5%, idle_power: 20%}
          - {phase: b, accelerators: 2000, accelerator_hours: 200k h, runs: 2, utilization: 0.7}
        serving: {requests_per_day: 1G, parameters: 100G, input_tokens: 200, output_tokens: 500, mfu: 10%, input_mfu: 40%, utilization: 0.7, idle_share: 30%, idle_power: 20%, duration: 1 year}
        """;

    // What other quantities are computed from, and no output of its own.
    private static readonly string[] Intermediate =
    [
        "Compute", "Hours", "ReservedHours", "AcceleratorEnergy", "Overhead", "BesideItEnergy", "CoolingEnergy", "DistributionEnergy",
        "CountedEmissions", "EmbodiedAmortized", "EmbodiedInFull", "ServedTime",
    ];

    private static readonly FieldInfo[] Flows = typeof(PhaseFlows<TraceLane>).GetFields(BindingFlags.Public | BindingFlags.Instance);
    private static readonly Scenario Scenario = ScenarioReader.Read(Everything, "everything.yaml");

    /// <summary>All rows.</summary>
    public static TheoryData<string> Outputs => [.. OutputDefinitions.Names];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_output_has_a_name_a_title_a_unit_and_a_boundary(string name)
    {
        var output = OutputDefinitions.Named(name);
        Assert.Matches("^[a-z]+(_[a-z]+)*$", output.Name);
        Assert.Single(OutputDefinitions.Names, output.Name);
        Assert.NotEmpty(output.Boundary);

        // The title says what the name says.
        var words = output.Title.ToLowerInvariant().Replace('-', ' ').Split(' ').Except(["based"]);
        var parts = output.Name.Replace("onsite", "on_site", StringComparison.Ordinal).Replace("offsite", "off_site", StringComparison.Ordinal).Split('_');
        Assert.Equal(parts.Order(), words.Order());

        // The factor is that of the units, as the reader of quantities knows them.
        Assert.Equal(QuantityParser.ParseConstant($"1 {output.ModelUnit}", output.Unit), output.Factor, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_output_has_an_equation_of_the_page_and_of_a_function(string name)
    {
        var equation = OutputDefinitions.Named(name).Equation;
        Assert.Matches($@"(?m)^\| {equation} \|", File.ReadAllText(Path.Combine(Repository.Root, "src/Simulator/Model/README.md")));
        Assert.Contains(
            XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Simulator.xml")).Descendants("member"),
            member => member.Attribute("name")!.Value.StartsWith("M:Simulator.Model.", StringComparison.Ordinal)
                && Regex.IsMatch(member.Element("remarks")?.Value ?? "", $@"Eq\. {equation}\b"));
    }

    [Fact]
    public void An_output_that_is_a_quantity_of_the_model_has_its_equation_and_unit()
    {
        var direct = 0;
        foreach (var output in OutputDefinitions<TraceLane>.All)
        {
            if (Read(output) is [var field] && output.Name is not ("carbon_intensity" or "serving_over_training"))
            {
                var flow = FlowTable<TraceLane>.All.Single(flow => !flow.Of(With(field)).IsConstant);
                Assert.Equal((output.Name, flow.Equation, flow.Unit), (output.Name, output.Equation, output.ModelUnit));
                direct++;
            }
        }

        Assert.True(direct > 15, $"only {direct} outputs are quantities of the model");
    }

    [Fact]
    public void Every_quantity_of_the_model_is_printed_or_leads_to_one_that_is()
    {
        var printed = OutputDefinitions<TraceLane>.All.SelectMany(Read).Select(field => field.Name).ToHashSet();
        Assert.Equal(Flows.Select(field => field.Name).Order(), printed.Concat(Intermediate).Distinct().Order());
        Assert.DoesNotContain(Intermediate, printed.Contains);
    }

    [Fact]
    public void Every_output_is_computed_and_is_the_same_on_every_lane()
    {
        var (exact, traced, wide) = (Flowing<DoubleLane>(Scenario.Phases), Flowing<TraceLane>(Scenario.Phases), Flowing<Lane256>(Scenario.Phases));
        Assert.Equal(OutputDefinitions.Names, OutputDefinitions<TraceLane>.All.Select(output => output.Name));
        for (var i = 0; i < OutputDefinitions.All.Count; i++)
        {
            var value = OutputDefinitions<DoubleLane>.All[i].Value(exact).Value;
            Assert.True(value > 0 && double.IsFinite(value), $"{OutputDefinitions.Names[i]} is {value}");
            Assert.Equal(value, OutputDefinitions<TraceLane>.All[i].Value(traced).Factor);

            // Single precision, a dozen operations.
            Assert.Equal(value, OutputDefinitions<Lane256>.All[i].Value(wide).Value[0], 3e-6 * value);
        }
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_requirement_is_a_key_of_the_format(string name)
    {
        foreach (var key in Requirements(OutputDefinitions.Named(name)).SelectMany(requirement => requirement.AnyOf).SelectMany(keys => keys.Split(" with ")))
        {
            var (path, word) = key.Split(": ") is [var before, var after] ? (before, after) : (key, null);
            var (section, last) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);
            var found = ScenarioFormat.Sections.SingleOrDefault(one => one.Name == section.Split('.')[^1])?.Find(last);
            Assert.True(found is not null || KeyTable.Find(section, last) is not null, $"{name} requires {key}");
            Assert.True(word is null or "above 0" || found!.Choices.Contains(word), $"{name} requires {key}");
        }
    }

    [Fact]
    public void An_output_that_an_input_changes_is_not_known_without_it()
    {
        // Sums of what is known say in their boundary what that is; so do their shares of a token.
        string[] sums =
        [
            .. from part in new[] { "cost", "emissions" }
               from name in new[] { part, $"{part}_per_million_tokens", $"training_{part}", $"serving_{part}", $"{part}_per_served_request", $"{part}_per_million_served_tokens" }
               select name,
        ];

        // Without these there is no scenario.
        KeySpec[] needed = [Keys.Tdp, Keys.AcceleratorHours, Keys.RequestsPerDay, Keys.ServingParameters, Keys.OutputTokens, Keys.ServingMfu, Keys.InputMfu, Keys.Peak, Keys.ServingDuration, Keys.ServerAccelerators, Keys.ServerPower, Keys.Checkpoint];
        var before = Values(Scenario.Phases);
        Assert.Equal(OutputDefinitions.Names, before.Keys);
        var tried = Scenario.Phases.SelectMany(phase => phase.Inputs.Keys).Distinct().Where(key => key.Default is null).Except(needed).ToList();
        Assert.True(tried.Count > 10, $"only {tried.Count} keys tried");
        foreach (var key in tried)
        {
            var phases = Scenario.Phases.Select(phase => phase with
            {
                Inputs = phase.Inputs.Where(input => input.Key != key).ToDictionary(input => input.Key, input => input.Value),
            }).ToList();
            var after = Values(phases);
            Assert.True(after.Count < before.Count, $"{key} is missed by no output");
            Assert.All(after.Where(output => !sums.Contains(output.Key)), output => Assert.True(before[output.Key] == output.Value, $"{output.Key} changes without {key}"));
        }
    }

    [Fact]
    public void The_page_of_equations_lists_every_output()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "src/Simulator/Model/README.md"));
        var heading = Array.IndexOf(page, "## Outputs");
        var rows = OutputDefinitions.All.Select(output =>
            $"| `{output.Name}` | {output.Title} | {(output.Unit.Length > 0 ? output.Unit : "–")} | {output.Boundary} | {output.Equation} | {Needs(output)} |");
        Assert.True(
            rows.SequenceEqual(page.Skip(heading).Where(line => line.StartsWith("| `", StringComparison.Ordinal))),
            $"The rows under ## Outputs have to be:\n{string.Join('\n', rows)}");
    }

    [Fact]
    public void No_other_file_lists_names_of_outputs()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "OutputDefinitions.cs");
        var lists = from file in files
                    from Match pair in Regex.Matches(File.ReadAllText(file), "\"([a-z_]+)\"(?:,| or| =>)\\s*\"([a-z_]+)\"")
                    where OutputDefinitions.Names.Contains(pair.Groups[1].Value) && OutputDefinitions.Names.Contains(pair.Groups[2].Value)
                    select $"{Path.GetFileName(file)}: {pair.Value}";
        Assert.Empty(lists);
    }

    private static string Needs(OutputDefinition output) =>
        output.Requires.Count == 0 ? "–" : string.Join("; ", output.Requires.Where(one => one.Words != Requirement.NothingServed).Select(one => one.Or is { } other ? $"{one.Words}, or {other.Words}" : one.Words.TrimEnd(',')));

    private static IEnumerable<Requirement> Requirements(OutputDefinition output) =>
        output.Requires.SelectMany(requirement => requirement.Or is { } other ? [requirement, other] : new[] { requirement });

    // The quantities that an output reads.
    private static List<FieldInfo> Read(OutputDefinition<TraceLane> output) => [.. Flows.Where(field =>
        !output.Value(new ScenarioFlows<TraceLane>([new(default, With(field), IsServing: IsOfServing(output))])).IsConstant)];

    // What training and serving have in common is looked for in the one that the output is of.
    private static bool IsOfServing(OutputDefinition output) =>
        output.Requires.Any(requirement => requirement.AnyOf[0].StartsWith("serving.", StringComparison.Ordinal)) && !output.Name.StartsWith("training", StringComparison.Ordinal);

    private static PhaseFlows<TraceLane> With(FieldInfo varying)
    {
        object flows = default(PhaseFlows<TraceLane>);
        foreach (var field in Flows)
        {
            field.SetValue(flows, TraceLane.Constant(1));
        }

        varying.SetValue(flows, new Trace().Draw(0));
        return (PhaseFlows<TraceLane>)flows;
    }

    private static Dictionary<string, double> Values(IReadOnlyList<Phase> phases)
    {
        var (known, flows) = (new KnownOutputs(phases), Flowing<DoubleLane>(phases));
        return OutputDefinitions<DoubleLane>.All.Where(output => known.Contains(output.Name)).ToDictionary(output => output.Name, output => output.Value(flows).Value);
    }

    private static ScenarioFlows<T> Flowing<T>(IReadOnlyList<Phase> phases)
        where T : struct, IArithmeticLane<T>
    {
        var binder = new PhaseBinder<T>((name, _) => throw new InvalidOperationException($"{name} is uncertain."));
        return new ScenarioFlows<T>([.. phases.Select(phase =>
        {
            var inputs = binder.Bind(phase);
            return new EvaluatedPhase<T>(inputs, PhaseModel.Evaluate(PhaseShapes.Of(phase), inputs), phase.IsServing);
        })])
        {
            // From the outside, as the lines of a budget: see OverlappingCostsTests.
            CostWithoutOverlap = T.Constant(1),
        };
    }
}
