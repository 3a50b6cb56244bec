using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Tests.Reporting;

/// <summary>What the tables of indices and worst cases print.</summary>
public sealed class SensitivityTableTests
{
    private static readonly SensitivityResult Analysis = new(
        1 << 20, 1 << 20, 32, 2.04, "cpu", 0.1,
        [
            new("emissions", "Emissions", "t", 12_450, 0.998, null,
            [
                new("grid.carbon_intensity", ["grid.carbon_intensity"], new(0.5223, 0.00008), new(0.5310, 0.00009), 0.52, [new("grid.carbon_intensity", "g/kWh", 300, 485, 9_905, 15_677)]),
                new("a + b", ["a", "b"], new(0.4, 0.02), new(0.41, 0.02), double.NaN, [new("a", "", 1, 2, 12_000, 13_000), new("b", "", 1, 2, 13_000, 12_000)]),
                new("c", ["c"], new(-0.00001, 0.0001), new(0.0004, 0.0001), 0, [new("c", "", 1, 2, 12_449, 12_451)]),
            ]),
            new("cost", "Cost", "USD", double.NaN, double.NaN, "it is not a finite number in some samples", []),
            new("land", "Land", "m2*year", 1, double.NaN, "exact", []),
        ],
        ["Remark."]);

    [Fact]
    public void An_index_is_printed_with_its_error_and_a_groups_members_below_it()
    {
        var table = Assert.Single(SensitivityTable.Of(Analysis));
        Assert.Equal("Sensitivity: Emissions, 12,450 t CO2e with every input at its median", table.Title);
        Assert.Equal(["grid.carbon_intensity", "0.5310 ± 0.0002", "0.5223 ± 0.0002", "52.0%", "300 to 485", "g/kWh", "9,905 to 15,680"], table.Rows[0]);
        Assert.Equal(["a + b", "0.41 ± 0.05", "0.40 ± 0.05", "–", "", "", ""], table.Rows[1]);
        Assert.Equal(["  a alone", "", "", "", "1 to 2", "", "12,000 to 13,000"], table.Rows[2]);
        Assert.Equal(4, table.Rows.Count);
        Assert.Contains("sum to 0.922", table.Notes[0], StringComparison.Ordinal);
        Assert.Contains("Total index below 0.001: c.", table.Notes[0], StringComparison.Ordinal);
        Assert.Contains("Cost: no indices, it is not a finite number in some samples.", table.Notes);
        Assert.Contains("Remark.", table.Notes);
        Assert.DoesNotContain(table.Notes, note => note.StartsWith("Land", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_requested_outputs_are_shown_and_an_interruption_is_reported()
    {
        var land = Assert.Single(SensitivityTable.Of(Analysis, ["land"]));
        Assert.Equal(["Land: no indices, exact.", "Remark."], land.Notes);
        var stopped = SensitivityTable.Of(Analysis with { BasePoints = 1000 })[0];
        Assert.Contains("Interrupted after 1,000 of 1,048,576 base points.", stopped.Notes);
    }

    [Fact]
    public void The_worst_sample_can_be_replayed_as_it_was_drawn()
    {
        var worst = new WorstCases("energy", "Energy", "MWh", 0.05, 2000, 2500, 50, 1000, 77,
        [
            new("facility.pue", "", new(1.4, 1.3, 1.4, 1.5), new(1.2, 1.1, 1.2, 1.3), 0.97),
            new("hardware.tdp", "W", new(700, 600, 700, 800), new(700, 600, 700, 800), 0.51),
        ]);
        var result = SampleResults.Result("Small", 1000);
        var table = WorstCasesTable.Of(worst, result.Scenario with { File = "my file.yaml" }, result.Run with { Seed = 7, Sampler = "sobol", Replicates = 8 });
        Assert.Equal("Worst 5% of Energy: 2 GWh or more, 2.5 GWh on average", table.Title);
        Assert.Equal(["facility.pue", "1.4", "1.3 to 1.5", "1.4", "1.2", "1.1 to 1.3", "1.2", "", "97.0%"], Assert.Single(table.Rows));
        Assert.Contains("Within 2% of 50%: hardware.tdp.", table.Notes[0], StringComparison.Ordinal);
        Assert.EndsWith("simulator replay \"my file.yaml\" --sample 77 --seed 7 --replicates 8", table.Notes[0], StringComparison.Ordinal);
        Assert.EndsWith("--sample 77 --sampler random", WorstCasesTable.Of(worst, result.Scenario, result.Run with { Seed = 42, Sampler = "random", Replicates = 1 }).Notes[0], StringComparison.Ordinal);
    }
}
