namespace Simulator.Reporting;

/// <summary>What drives the results: the inputs whose uncertainty matters most.</summary>
internal static class DriversSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        using var paragraph = html.Open("p");
        html.Text("Not part of this run. The option ");
        html.Write("code", "--sensitivity");
        html.Text(" adds how much of each output's uncertainty comes from which input.");
    }
}
