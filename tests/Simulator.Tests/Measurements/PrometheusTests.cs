using Simulator.Measurements;
using Simulator.Model;

namespace Simulator.Tests.Measurements;

/// <summary>Answers of Prometheus.</summary>
public sealed class PrometheusTests
{
    private const string Card = "\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"GPU-1\",\"gpu\":\"0\",\"Hostname\":\"n1\",\"modelName\":\"NVIDIA A100-SXM4-80GB\"";

    [Fact]
    public void Series_add_up()
    {
        var measured = Logs.Read("prometheus", Answer((Card, 0), (Card.Replace("GPU-1", "GPU-2", StringComparison.Ordinal), 0)));
        Assert.Equal(0.2, measured.KilowattHours, 12);
        Assert.Equal((2, "a100-sxm-80gb", Boundary.Accelerators), (measured.Accelerators!.Value, measured.Accelerator, measured.MeasuredAt));
        Assert.True(measured.Start!.Value.IsZoned);
    }

    [Fact]
    public void The_power_of_a_gpu_lacks_what_the_rest_of_a_superchip_draws()
    {
        var superchip = Card.Replace("A100-SXM4-80GB", "GH200 480GB", StringComparison.Ordinal);
        Assert.Contains("the log has the power of its GPU alone", Assert.Single(Logs.Read("prometheus", Answer((superchip, 0))).Notes, note => note.Contains("gh200", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(Logs.Read("prometheus", Answer(("\"__name__\":\"node_power_watts\",\"instance\":\"n1\"", 0)), new ImportOptions { MeasuredAt = Boundary.Accelerators, Accelerator = "gh200" }).Notes);
    }

    [Fact]
    public void A_card_whose_labels_change_is_one_card()
    {
        var other = $"{Card},\"pod\":\"b\"";
        Assert.Equal(0.2, Logs.Read("prometheus", Answer((Card, 0), (other, 5000))).KilowattHours, 12);
        Assert.Contains("at the same time as data.result[0]", Logs.Mistake("prometheus", Answer((Card, 0), (other, 500))).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node_power_watts", null, 0.1)]
    [InlineData("nvidia_gpu_power_usage_milliwatts", null, 0.0001)]
    [InlineData("some_power", "kW", 100)]
    public void Units_come_from_the_metric_or_the_user(string metric, string? unit, double expected) => Assert.Equal(
        expected, Logs.Read("prometheus", Answer(($"\"__name__\":\"{metric}\",\"instance\":\"n1\"", 0)), new ImportOptions { Unit = unit, MeasuredAt = Boundary.It }).KilowattHours, 9);

    [Theory]
    [InlineData("some_power", "--unit")]
    [InlineData("node_energy_joules_total", "rate(")]
    [InlineData("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "rate(")]
    public void Metrics_without_a_unit_or_of_energy_are_refused(string metric, string hint) =>
        Assert.Contains(hint, Logs.Mistake("prometheus", Answer(($"\"__name__\":\"{metric}\"", 0))).Hint, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"status\":\"error\",\"error\":\"too many samples\"}", "stands under 'error'")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}", "vector")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[", "cut off")]
    [InlineData("[]", "another form")]
    [InlineData("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"p_watts\"},\"values\":[[1772445600,\"abc\"]]}]}}", "text of 3 characters")]
    public void Bad_answers_are_refused(string text, string found) => Assert.Contains(found, Logs.Mistake("prometheus", text).Found, StringComparison.Ordinal);

    [Fact]
    public void A_meter_that_is_not_known_needs_its_boundary() =>
        Assert.Equal("--at", Logs.Mistake("prometheus", Answer(("\"__name__\":\"node_power_watts\"", 0))).Path);

    // 1,000 s at 360 in the metric's unit, a value each 10 s, one of them missing.
    private static string Answer(params (string Labels, int Start)[] series) =>
        $"{{\"status\":\"success\",\"data\":{{\"resultType\":\"matrix\",\"result\":[{string.Join(',', series.Select(one =>
            $"{{\"metric\":{{{one.Labels}}},\"values\":[{string.Join(',', Enumerable.Range(0, 101).Select(row => $"[{1772445600 + one.Start + (10 * row)}.25,\"{(row == 50 ? "NaN" : "360")}\"]"))}]}}"))}]}}}}";
}
