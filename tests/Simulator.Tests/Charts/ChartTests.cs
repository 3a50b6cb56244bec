using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Charts.Drawing;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Tests.Charts;

public sealed class ChartTests
{
    private static readonly SimulationResult Training = SyntheticResults.Training();

    [Fact]
    public void A_run_gives_one_file_per_chart()
    {
        var options = new ChartOptions
        {
            Kinds = [ChartKind.Overview, ChartKind.Histogram, ChartKind.Exceedance, ChartKind.Breakdown, ChartKind.Quadrants, ChartKind.Convergence, ChartKind.Tornado],
            Width = 400,
            Height = 250,
            Convergence = [SyntheticResults.Trace(Training.Outputs[3])],
        };
        Assert.Equal(
            [
                "histogram-energy", "histogram-cost", "histogram-emissions", "histogram-water",
                "exceedance-energy", "exceedance-cost", "exceedance-emissions", "exceedance-water", "breakdown", "quadrants", "convergence-emissions", "overview",
            ],
            ChartSet.Draw(Training, options).Select(file => file.Name));
        options = options.With("overview, breakdown", []);
        Assert.Equal(["breakdown", "overview"], ChartSet.Draw(Training, options).Select(file => file.Name));
    }

    [Fact]
    public void An_unknown_chart_is_named_with_those_that_exist()
    {
        var error = Assert.Throws<ArgumentException>(() => new ChartOptions().With("histogram,pie", []));
        Assert.Contains("'pie'", error.Message, StringComparison.Ordinal);
        Assert.Contains("histogram, exceedance, breakdown, quadrants, convergence, tornado, overview", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bytes_depend_on_neither_run_nor_threads_nor_culture()
    {
        var options = new ChartOptions { Width = 640, Height = 400, Kinds = [ChartKind.Histogram, ChartKind.Quadrants, ChartKind.Overview], WithPdf = true };
        var first = ChartSet.Draw(Training, options);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;
            foreach (var threads in (int[])[1, 2, 8])
            {
                var again = ChartSet.Draw(Training, options with { Threads = threads });
                Assert.Equal(first.Select(file => file.Svg), again.Select(file => file.Svg));
                Assert.All(first.Zip(again), pair => Assert.Equal(pair.First.Png, pair.Second.Png));
                Assert.All(first.Zip(again), pair => Assert.Equal(pair.First.Pdf, pair.Second.Pdf));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData(500, 900)]
    [InlineData(1200, 300)]
    [InlineData(160, 160)]
    public void Any_shape_of_picture_can_be_drawn(int width, int height)
    {
        var options = new ChartOptions { Width = width, Height = height, Theme = Theme.Parse("dark"), Convergence = [SyntheticResults.Trace(Training.Outputs[0])] };
        Assert.All(ChartSet.Draw(Training, options), file => Assert.Equal((width, height), (new PngReader(file.Png).Width, new PngReader(file.Png).Height)));
    }

    [Fact]
    public void The_sentence_says_median_and_interval()
    {
        var output = Training.Outputs[3] with
        {
            Interval = new CentralInterval(0.9, 6812, 12290),
            Quantiles = [new(0.5, 9112, 0)],
            Error = default,
        };
        var file = ChartSet.Draw(Training with { Outputs = [output] }, new ChartOptions { Kinds = [ChartKind.Histogram], Width = 400, Height = 250 })[0];
        Assert.Equal("median 9,112 t CO₂e; 90% between 6,812 and 12,290", file.Sentence);
        Assert.Contains("<desc id=\"description\">median 9,112 t CO₂e; 90% between 6,812 and 12,290</desc>", file.Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Unusual_outputs_get_a_sentence()
    {
        Assert.Equal("always 0 MWh: no uncertain input affects it", Sentence(SyntheticResults.Constant(0)));
        Assert.Equal("always 975.8 MWh: no uncertain input affects it", Sentence(SyntheticResults.Constant(975.8)));
        Assert.Matches("^0.9765 GWh with probability (29|30).[0-9]+%, or 1.953 GWh with probability (69|70).[0-9]+%$", Sentence(SyntheticResults.TwoValued()));
        Assert.Matches("^median ~30 t CO₂e; 90% between ~0.1 and 6,[0-9]00$", Sentence(SyntheticResults.EightDecades()));
        Assert.Equal("no sample is a finite number", Sentence(SyntheticResults.Constant(1) with { Bins = [], NotANumber = 9 }));
    }

    [Fact]
    public void Bars_hold_all_samples_and_do_not_move_from_run_to_run()
    {
        ValueRange? before = null;
        for (var seed = 1; seed <= 5; seed++)
        {
            var random = new Random(seed);
            var samples = Enumerable.Range(0, 200_000).Select(_ => 100 + (15 * SyntheticResults.Normal(random))).ToArray();
            var counts = new Counts(SyntheticResults.Output("x", "X", "MWh", "", samples).Bins, 1);
            var range = ValueRange.Of(counts);
            Assert.Equal(1, Bars.Shares(counts, range).Sum() + counts.Below(range.Low) + 1 - counts.Below(range.High), 1e-12);
            Assert.InRange(range.Edges.Count, 20, 120);
            var direct = samples.Count(value => value >= range.Edges[20] && value < range.Edges[30]) / 200_000.0;
            Assert.Equal(direct, counts.Below(range.Edges[30]) - counts.Below(range.Edges[20]), 1e-3);
            Assert.True(before is null || before.Edges[1] - before.Edges[0] == range.Edges[1] - range.Edges[0]);
            Assert.True(before is null || Math.Abs(before.Low - range.Low) <= 2 * (range.Edges[1] - range.Edges[0]));
            before = range;
        }
    }

    [Fact]
    public void Nothing_is_cut_off_and_no_words_run_into_each_other()
    {
        var random = new Random(11);
        for (var i = 0; i < 150; i++)
        {
            var size = Math.Exp(0.02 + (1.5 * random.NextDouble()));
            var scale = Math.Pow(10, 8 * random.NextDouble());
            var samples = Enumerable.Range(0, 3000).Select(_ => scale * Math.Pow(size, SyntheticResults.Normal(random))).ToArray();
            var unit = new[] { ("MWh", "energy"), ("USD", "cost"), ("t", "emissions"), ("m3", "water") }[i % 4];
            var output = SyntheticResults.Output(unit.Item2, "Twenty letters, no less", unit.Item1, "site", samples);
            var result = SyntheticResults.Result("a-20-character-name.", output);
            var limit = output.Quantile(new[] { 0.05, 0.5, 0.95 }[i % 3]) * 1.01;
            CheckAll(result, [new ChartLimit(output.Name, limit)], [SyntheticResults.Trace(output)]);
        }
    }

    [Fact]
    public void Odd_outputs_are_laid_out_well_too()
    {
        OutputSummary[] outputs =
        [
            SyntheticResults.Constant(0), SyntheticResults.Constant(975.8), SyntheticResults.Constant(-5), SyntheticResults.Constant(4e14),
            SyntheticResults.TwoValued(), SyntheticResults.EightDecades(),
            SyntheticResults.Output("energy", "Energy", "MWh", "", [1, 1, 1000]),
            SyntheticResults.Output("energy", "Energy", "MWh", "", [0, 0, 0, 5]),
            SyntheticResults.Output("energy", "Energy", "MWh", "", [.. Enumerable.Range(0, 5000).Select(i => i < 4990 ? 0.0 : i)]),
            SyntheticResults.Output("energy", "Energy", "MWh", "", [.. Enumerable.Range(0, 5000).Select(i => 1e6 + (i * 0.001))]),
            SyntheticResults.Constant(1) with { Bins = [], NotANumber = 7 },
        ];
        foreach (var output in outputs)
        {
            CheckAll(SyntheticResults.Result("a-20-character-name.", output), [], output.IsConstant ? [] : [SyntheticResults.Trace(output)]);
        }

        Check(new Comparison(SyntheticResults.Comparison()));
        Check(new Difference(SyntheticResults.Difference()));
        Check(new Difference(SyntheticResults.Difference(withBins: false)));
    }

    [Fact]
    public void A_scenario_without_cost_has_no_quadrants_and_no_column_of_cost()
    {
        var result = Training with
        {
            Components = [.. Training.Components.Select(component => component with { Cost = double.NaN })],
            Phases = [.. Training.Phases.Select(phase => phase with { Cost = double.NaN, Emissions = double.NaN })],
        };
        var files = ChartSet.Draw(result, new ChartOptions { Width = 400, Height = 250, Kinds = [ChartKind.Quadrants, ChartKind.Breakdown] });
        Assert.Equal(["breakdown"], files.Select(file => file.Name));
        Assert.Equal("Where the energy goes", files[0].Title);
        Assert.DoesNotContain("aria-label=\"cost\"", files[0].Svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, "", "on the lower edge: no energy")]
    [InlineData(0.0, "electricity", "on the lower edge: no energy; costs may pay electricity twice")]
    [InlineData(5.0, "", "")]
    public void Quadrants_say_which_points_have_no_energy_and_what_may_be_paid_twice(double energy, string paidTwice, string expected)
    {
        var result = Training with
        {
            Components = [.. Training.Components, Training.Components[0] with { Name = "staff", Energy = energy }],
            Outputs = [.. Training.Outputs.Select(output => output.Name == "cost" ? output with { PaidTwice = paidTwice } : output)],
        };
        var svg = ChartSet.Draw(result, new ChartOptions { Width = 1600, Height = 1000, Kinds = [ChartKind.Quadrants] })[0].Svg!;
        Assert.Equal(expected.Length > 0, svg.Contains("on the lower edge", StringComparison.Ordinal));
        Assert.Contains(expected, svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_is_coloured_to_its_exact_ends()
    {
        var view = new OutputView(Training.Outputs[0]);
        var plot = Drawn(new Histogram(view, "", Training.Run, [])).Plot;
        var inside = plot.GetPlottables<BarPlot>().Single().Bars.Where(bar => bar.FillColor == Theme.Light.Blue).ToArray();
        var pixels = plot.Axes.Bottom.Range.Span / plot.LastRender.DataRect.Width;
        Assert.Equal(view.Low, inside.Min(bar => bar.Position - (bar.Size / 2)), 0.8 * pixels);
        Assert.Equal(view.High, inside.Max(bar => bar.Position + (bar.Size / 2)), 0.8 * pixels);
    }

    [Fact]
    public void An_overview_without_uncertainty_claims_no_intervals()
    {
        var result = SyntheticResults.Result("Fixed", SyntheticResults.Constant(12), SyntheticResults.Constant(3, "emissions", "Emissions", "t"));
        var views = result.Outputs.Select(output => new OutputView(output)).ToList();
        Assert.Equal("12 MWh, 3 t CO₂e; fixed by the inputs", new Overview(result, views, []).Sentence);
        Assert.EndsWith("; shaded: 90% intervals", new Overview(SyntheticResults.Training(), [.. SyntheticResults.Training().Outputs.Select(output => new OutputView(output))], []).Sentence, StringComparison.Ordinal);
    }

    private static string Sentence(OutputSummary output) => new OutputView(output).Sentence;

    private static void CheckAll(SimulationResult result, ChartLimit[] limits, ConvergenceTrace[] traces)
    {
        var view = new OutputView(result.Outputs[0]);
        Check(new Histogram(view, result.Scenario.Name, result.Run, limits));
        Check(new Exceedance(view, result.Scenario.Name, result.Run, limits));
        Check(new Breakdown(result, isPanel: false));
        Check(new Quadrants(result));
        Check(new Overview(result, [view, view, view], limits));
        foreach (var trace in traces)
        {
            Check(new Convergence(view, trace.Points, result.Scenario.Name, result.Run));
        }
    }

    /// <summary>No text is cut off or runs into another.</summary>
    internal static void Check(IChart chart, int width = 1600, int? height = null)
    {
        var drawn = Drawn(chart, width, height);
        var texts = Composer.Texts(drawn).Texts;
        Assert.NotEmpty(texts);
        for (var i = 0; i < texts.Count; i++)
        {
            var (text, box) = (texts[i].Run.Text, texts[i].Box);
            Assert.True(box.Left >= 0 && box.Right <= drawn.Width && box.Top >= 0 && box.Bottom <= drawn.Height, $"{chart.Title}: '{text}' is cut off: {box}");
            for (var j = 0; j < i; j++)
            {
                Assert.True(texts[j].Box.Overlap(box) == 0, $"{chart.Title}, {chart.Sentence}: '{texts[j].Run.Text}' runs into '{text}'");
            }
        }
    }

    /// <summary>A chart in the size that a picture of a width has.</summary>
    internal static Chart Drawn(IChart chart, int width = 1600, int? height = null)
    {
        var options = new ChartOptions { Width = width };
        var style = ChartStyle.For(Theme.Light, width, height ?? options.Height);
        var isColumn = height is null && style.Standard(width) < ChartStyle.Narrow;
        var drawn = new Chart("chart", chart, style, width, isColumn ? (int)style.Px(chart.HeightOfColumn) : height ?? options.Height);
        Composer.Texts(drawn);
        return drawn;
    }
}
