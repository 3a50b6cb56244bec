using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Model;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>The LaTeX form: a table, a command for each figure, methods, sources; and names that would be commands.</summary>
public sealed partial class LatexPaperTests
{
    [Fact]
    public void It_has_a_table_a_command_for_each_figure_methods_and_the_sources()
    {
        using var run = new FormRun();
        var text = run.Print(FormRun.Llama, "latex", "--prefix", "llama");
        foreach (var part in new[] { "\\begin{table}", "\\toprule", "\\midrule", "\\bottomrule", "S[table-format=", "\\label{tab:llama}", "% Methods", "\\begin{filecontents*}[overwrite]{llama-sources.bib}" })
        {
            Assert.Equal(1, text.Split(part).Length > 1 ? 1 : 0);
        }

        var commands = Command().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(commands.Count, commands.Distinct().Count());
        Assert.All(commands, command => Assert.Matches("^llama[A-Za-z]+$", command));
        foreach (var output in OutputDefinitions.All.Where(output => output.Name is "energy" or "cost" or "emissions" or "water" or "carbon_intensity"))
        {
            var name = "llama" + string.Concat(output.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            Assert.Superset(new HashSet<string> { name, name + "Low", name + "High" }, commands.ToHashSet());
        }

        // Every source that is cited is in the bibliography, and the reverse.
        var cited = Cite().Match(text).Groups[1].Value.Split(',');
        Assert.Equal(cited.Order(StringComparer.Ordinal), Entry().Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("meta-llama-3.1-card", cited);
        Assert.DoesNotContain("judgement", cited);
        Assert.All(cited, key => Assert.True(BuiltInCatalog.Sources.ContainsKey(key)));
        Assert.Equal(0, Balance(text));
    }

    [Fact]
    public void Names_and_sources_that_would_be_commands_are_text()
    {
        using var run = new FormRun();
        var text = run.Print(run.File(HostileScenario(FormRun.Hostile)), "latex");
        Assert.Equal(0, Balance(text));
        var set = text.Split('\n').Where(line => !line.StartsWith('%')).ToList();
        Assert.All(set, line => Assert.DoesNotContain("\\input{", line, StringComparison.Ordinal));
        Assert.All(set, line => Assert.DoesNotContain("\\newpage", line, StringComparison.Ordinal));
        Assert.Single(set, line => line.Contains("\\end{filecontents*}", StringComparison.Ordinal));
        Assert.Equal(1, text.Split('\n').Count(line => line.StartsWith("@misc{", StringComparison.Ordinal) && line.Contains("source-1", StringComparison.Ordinal)));
        Assert.Contains("a\\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{} \\% \\$x\\_1\\textasciicircum{}2\\$ \\& \\#1", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', text);
        Assert.All(text.Split('\n').Where(line => line.Contains("etc/passwd", StringComparison.Ordinal) && !line.StartsWith('%')), line => Assert.DoesNotMatch("(?<!\\\\)[%&#$_^~]", line[..Math.Max(0, line.IndexOf("\\cite", StringComparison.Ordinal))]));
    }

    // Lines of a budget have names of their own, and months have numbers: LaTeX knows letters alone.
    [Fact]
    public void Every_command_is_of_letters_and_there_is_one_of_a_name()
    {
        using var run = new FormRun();
        var text = run.Print(run.File(Budget), "latex");
        var commands = Command().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(commands.Count, commands.Distinct().Count());
        Assert.All(commands, command => Assert.Matches("^sim[A-Za-z]+$", command));
        Assert.Superset(new HashSet<string> { "simCost", "simCostLow", "simCostMonthOne", "simCostMonthTwo", "simCostPrfstand", "simCostGpuTwo", "simCostLowB", "simCostContingency" }, commands.ToHashSet());
    }

    [LatexTheory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_document_with_it_compiles(bool? isHostile)
    {
        using var run = new FormRun();

        // Without the letters that pdfLaTeX's fonts do not have.
        var file = isHostile is null ? run.File(Budget) : isHostile is true ? run.File(HostileScenario(FormRun.Hostile.Replace("数 \ud83d\ude00", "", StringComparison.Ordinal))) : FormRun.Llama;
        File.WriteAllText(Path.Combine(run.Folder, "figures.tex"), run.Print(file, "latex"));
        File.WriteAllText(Path.Combine(run.Folder, "paper.tex"), """
            \documentclass{article}
            \usepackage{booktabs}
            \usepackage{siunitx}
            \usepackage{url}
            \begin{document}
            \input{figures}
            We need \simEnergy{} (from \simEnergyLow{} to \simEnergyHigh{}).
            \bibliographystyle{plain}
            \bibliography{sim-sources}
            \end{document}
            """);
        foreach (var (program, arguments) in new (string, string[])[] { ("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "paper"]), ("bibtex", ["paper"]), ("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "paper"]) })
        {
            var (code, printed) = Latex.Run(run.Folder, program, arguments);
            Assert.True(code == 0, printed);
        }
    }

    private const string Budget = FormRun.FineTune + """

        costs:
          split: month
          contingency: 5%
          lines:
            - {line: low, amount: 5 to 10 USD}
            - {line: Prüfstand, amount: 5 USD}
            - {line: GPU 2, amount: 5 USD}
            - {line: "a  b - c", amount: 5 USD}
            - {line: staff, people: 2, amount: 5k USD/month, duration: 2 months}
        """;

    private static string HostileScenario(string name) => FormRun.FineTune.Replace("Small fine-tune", JsonSerializer.Serialize(name), StringComparison.Ordinal)
        .Replace("overhead: 1.3 to 1.6", $"overhead: {{value: 1.3 to 1.6, source: {JsonSerializer.Serialize(name)}}}", StringComparison.Ordinal);

    // Braces that open less those that close, as BibTeX counts them: behind a backslash too.
    private static int Balance(string text) => text.Count(c => c == '{') - text.Count(c => c == '}')
        - text.Split('\n').Where(line => line.StartsWith('%')).Sum(line => line.Count(c => c == '{') - line.Count(c => c == '}'));

    [GeneratedRegex(@"^\\newcommand\{\\([^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\\cite\{([^}]*)\}")]
    private static partial Regex Cite();

    [GeneratedRegex(@"^@misc\{([^,]*),", RegexOptions.Multiline)]
    private static partial Regex Entry();
}

/// <summary>LaTeX with siunitx, where there is one.</summary>
internal static class Latex
{
    private static readonly Lazy<bool> Found = new(() => Run(Path.GetTempPath(), "kpsewhich", ["siunitx.sty"]).Code == 0 && Run(Path.GetTempPath(), "kpsewhich", ["booktabs.sty"]).Code == 0);

    public static bool IsThere => Found.Value;

    public static (int Code, string Printed) Run(string folder, string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Wait();
            return (process.ExitCode, output);
        }
        catch (Win32Exception)
        {
            return (-1, "");
        }
    }
}

/// <summary>A test that is skipped where there is no LaTeX.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LatexTheoryAttribute : TheoryAttribute
{
    public LatexTheoryAttribute() => Skip = Latex.IsThere ? null : "There is no LaTeX with siunitx and booktabs.";
}
