namespace Simulator.Tests.Reporting.Forms;

/// <summary>Forms about training, of a scenario that serves a model and trains none: nothing is known, and nothing is 0.</summary>
public sealed class ServingAloneTests
{
    private const string Served = """
        name: Served
        hardware: {accelerator: h100-sxm, embodied_carbon: 500 kg, lifetime: 5 years}
        grid: {carbon_intensity: 200 gCO2e/kWh}
        serving: {requests_per_day: 1M, duration: 90 days,
        """;

    [Theory]
    [InlineData("huggingface")]
    [InlineData("ai-act")]
    [InlineData("boamps")]
    [InlineData("sci")]
    [InlineData("sci", "--per", "training")]
    [InlineData("sci", "--per", "million-tokens")]
    public void A_form_about_training_is_refused(string form, params string[] arguments)
    {
        foreach (var serving in new[] { " parameters: 70G, output_tokens: 400, mfu: 10%}\n", " energy_per_request: 1 Wh}\n" })
        {
            using var run = new FormRun();
            var text = (Served + serving).Replace(serving.Contains("energy", StringComparison.Ordinal) ? "hardware: {accelerator: h100-sxm, embodied_carbon: 500 kg, lifetime: 5 years}\n" : "#", "", StringComparison.Ordinal);
            Assert.Equal(2, run.Run([run.File(text), "--as", form, "-n", "4096", .. arguments]));
            Assert.Equal("", run.Output);
            Assert.Contains("form.yaml: ", run.Error, StringComparison.Ordinal);
            Assert.Contains("the file does not state training", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("rental: 2 USD/h, ", "hardware.rental is stated")]
    [InlineData("", "no rental is stated for serving")]
    public void An_account_has_what_serving_causes(string rental, string reading)
    {
        using var run = new FormRun();
        var text = run.Print(run.File(Served.Replace("{accelerator", "{" + rental + "accelerator", StringComparison.Ordinal) + " parameters: 70G, output_tokens: 400, mfu: 10%}\n"), "ghg");
        Assert.Contains(reading, text, StringComparison.Ordinal);
        Assert.Contains("Electricity and hardware are those of serving.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| 0 |", text, StringComparison.Ordinal);
    }
}
