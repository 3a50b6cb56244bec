using Simulator.Reporting.Disclosure;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>What every form has, and what the command refuses.</summary>
public sealed class ExportCommandTests
{
    public static TheoryData<string> Names { get; } = [.. FormRow.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_names_method_interval_version_and_file(string form)
    {
        using var run = new FormRun();
        foreach (var file in new[] { FormRun.Llama, run.File(FormRun.FineTune) })
        {
            var text = run.Print(file, form, "--interval", "80%", "--seed", "7");
            var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
            Assert.Contains("Monte Carlo simulation with simulator 0.1.0: 4,096 samples", text, StringComparison.Ordinal);
            Assert.Contains("seed 7", text, StringComparison.Ordinal);
            Assert.Contains(form == "latex" ? "80\\,\\%" : "80%", text, StringComparison.Ordinal);
            Assert.True(form == "huggingface" || text.Contains(sha, StringComparison.Ordinal), "the file's hash is missing");
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("n/a", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_form(string form)
    {
        using var run = new FormRun();
        string[] date = form == "boamps" ? ["--date", "2026-11-27"] : [];
        var once = run.Print(FormRun.Llama, form, [.. date, "--threads", "1"]);
        Assert.Equal(once, run.Print(FormRun.Llama, form, [.. date, "--threads", "2", "--device", "cpu"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_form_without_uncertainty_says_so_and_has_no_interval(string form)
    {
        using var run = new FormRun();
        var text = run.Print(run.File("""
            name: Fixed
            hardware: {tdp: 700 W}
            grid: {carbon_intensity: 400 gCO2e/kWh}
            training: [{phase: pre-training, accelerators: 100, duration: 10 days}]
            """), form);
        Assert.Contains("none of which is stated as uncertain", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Monte Carlo", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_goes_to_a_file_that_is_not_overwritten_unasked()
    {
        using var run = new FormRun();
        var target = Path.Combine(run.Folder, "new", "card.md");
        Assert.Equal(0, run.Run(FormRun.Llama, "--as", "huggingface", "-n", "4096", "--out", target));
        Assert.Equal("", run.Output);
        Assert.Contains($"Written: {target}", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("---\nco2_eq_emissions:", File.ReadAllText(target), StringComparison.Ordinal);

        Assert.Equal(2, run.Run(FormRun.Llama, "--as", "sci", "-n", "4096", "--out", target));
        Assert.Contains("is there already", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.Run(FormRun.Llama, "--as", "sci", "-n", "4096", "--out", target, "--force", "--quiet"));
        Assert.Equal("", run.Error);
        Assert.Contains("ISO/IEC 21031", File.ReadAllText(target), StringComparison.Ordinal);
        foreach (var none in new[] { "", run.Folder })
        {
            Assert.Equal(2, run.Run(FormRun.Llama, "--as", "sci", "--out", none));
            Assert.Contains("--out: found ", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--as is missing", "FILE")]
    [InlineData("'pdf'", "FILE", "--as", "pdf")]
    [InlineData("found with --as sci; allowed: with --as ghg", "FILE", "--as", "sci", "--control", "owned")]
    [InlineData("found with --as ghg; allowed: with --as huggingface, --as boamps", "FILE", "--as", "ghg", "--training-type", "pre-training")]
    [InlineData("found with --as huggingface; allowed: with --as latex", "FILE", "--as", "huggingface", "--prefix", "x")]
    [InlineData("'x1' cannot begin the name of a LaTeX command", "FILE", "--as", "latex", "--prefix", "x1")]
    [InlineData("'}\\input{x' cannot begin", "FILE", "--as", "latex", "--prefix", "}\\input{x")]
    [InlineData("'27.11.2026' is not a date", "FILE", "--as", "boamps", "--date", "27.11.2026")]
    [InlineData("'rented'", "FILE", "--as", "ghg", "--control", "rented")]
    [InlineData("'cloud'", "FILE", "--as", "boamps", "--infrastructure", "cloud")]
    [InlineData("contains", "FOLDER", "--as", "sci")]
    [InlineData("no-such-file.yaml", "no-such-file.yaml", "--as", "sci")]
    public void What_is_not_possible_is_refused(string expected, params string[] arguments)
    {
        using var run = new FormRun();
        var file = run.File(FormRun.FineTune);
        File.Copy(file, Path.Combine(run.Folder, "other.yaml"));
        Assert.Equal(2, run.Run([.. arguments.Select(argument => argument switch { "FILE" => file, "FOLDER" => run.Folder, _ => argument })]));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("huggingface", "grid.carbon_intensity")]
    [InlineData("ghg", "grid.carbon_intensity")]
    [InlineData("boamps", "accelerators")]
    public void A_form_whose_main_figure_is_not_known_is_refused_with_what_to_state(string form, string missing)
    {
        using var run = new FormRun();
        Assert.Equal(2, run.Run(run.File("""
            name: Bare
            hardware: {tdp: 700 W}
            training: [{phase: pre-training, accelerator_hours: 1000 h}]
            """), "--as", form));
        Assert.Contains(missing, run.Error, StringComparison.Ordinal);
        Assert.Contains("the file does not state", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }
}
