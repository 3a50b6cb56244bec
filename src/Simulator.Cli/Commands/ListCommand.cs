using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator list</c>: the tables of the catalogue.</summary>
internal static class ListCommand
{
    public static readonly string[] Examples =
    [
        "simulator list accelerators h100",
        "simulator list generation hydro",
        "simulator list locations --format json",
        "simulator list sources",
    ];

    public static Command Build(Session session)
    {
        var table = new Argument<string>("TABLE") { Description = "Which table.", HelpName = string.Join('|', CatalogueTable.Names) };
        table.AcceptOnlyFromAmong([.. CatalogueTable.Names]);
        var filter = new Argument<string?>("FILTER")
        {
            Description = "Only rows with this text in them, whatever the case.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var command = new Command("list", "Prints a table of what a scenario file can name: the catalogue, with sources, and the distributions.") { table, filter, format };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(table)!;
            var text = parsed.GetValue(filter) ?? "";
            switch (parsed.GetValue(format))
            {
                case "json": CatalogueJson.Write(name, text, session.Output); break;
                case "csv": CsvTable.Write(CatalogueTable.Of(name, text), session.Output); break;
                case "markdown": MarkdownTable.Write(ForPeople(name, text), session.Output); break;
                default: TextTable.Write(ForPeople(name, text), session.Output, session.Width, session.Styled); break;
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static ReportTable ForPeople(string name, string filter) =>
        CatalogueTable.Single(name, filter) ?? CatalogueTable.Of(name, filter);
}
