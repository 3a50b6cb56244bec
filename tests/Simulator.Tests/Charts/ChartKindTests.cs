using System.Reflection;
using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Results;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Charts;

/// <summary>A kind of chart is one row: what can be chosen, what the help says and what is drawn agree with the rows.</summary>
public class ChartKindTests
{
    public static TheoryData<string> Names { get; } = [.. ChartKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_kind_is_in_the_list_once()
    {
        var kinds = typeof(ChartKind).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Where(property => property.PropertyType == typeof(ChartKind)).ToList();
        Assert.Equal(kinds.Select(property => (ChartKind)property.GetValue(null)!), ChartKind.All);
        Assert.All(kinds, property => Assert.Equal(property.Name, ((ChartKind)property.GetValue(null)!).Name, ignoreCase: true));
        Assert.All(ChartKind.All, kind => Assert.Equal([kind], new ChartOptions().With(kind.Name, []).Kinds));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_draws_files_that_begin_with_its_name(string name)
    {
        var kind = new ChartOptions().With(name, []).Kinds.Single();
        var options = Options(kind);
        var drawn = ChartSet.Draw(Everything(), options).Select(file => file.Name).ToList();
        Assert.NotEmpty(drawn);
        Assert.All(drawn, file => Assert.True(file == name || (kind.IsOfOneOutput && file.StartsWith($"{name}-", StringComparison.Ordinal)), file));
        Assert.Equal(drawn.Count > 1, kind.IsOfOneOutput);
        Assert.Equal(kind.IsOfOneOutput, Record.Exception(() => options.With($"{name}:energy", ["energy"])) is null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_kind_says_it_needs_it_needs(string name)
    {
        var kind = new ChartOptions().With(name, []).Kinds.Single();
        Assert.Equal(!kind.NeedsSensitivity, ChartSet.Draw(Everything() with { Sensitivity = null }, Options(kind)).Count > 0);
        Assert.Equal(!kind.NeedsConvergence, ChartSet.Draw(Everything(), Options(kind) with { Convergence = [] }).Count > 0);
    }

    [Fact]
    public void The_help_lists_every_kind()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("run", "--help"));
        var help = string.Join(' ', line.Output.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(string.Join(", ", ChartKind.All.Select(kind => kind.Name)), help, StringComparison.Ordinal);
    }

    private static ChartOptions Options(ChartKind kind) => new()
    {
        Kinds = [kind],
        Width = 400,
        Height = 250,
        WithSvg = false,
        Convergence =
        [
            .. new[] { "energy", "cost" }.Select(output => new ConvergenceTrace(output, [new(1000, 25000, 30000, 35000), new(2000, 25100, 30100, 35100)])),
        ],
    };

    private static SimulationResult Everything() => SyntheticResults.Training() with { Sensitivity = TornadoChartTests.Result.Sensitivity };
}
