using System.CommandLine;
using Simulator.Catalog;
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

    private const string Locations = "locations";

    public static Command Build(Session session)
    {
        var table = new Argument<string>("TABLE") { Description = $"Table to print: {string.Join(", ", CatalogListing.Names)}.", HelpName = "TABLE" };
        table.Only([.. CatalogListing.Names]);
        var filter = new Argument<string?>("FILTER")
        {
            Description = "Print only rows that contain this text, in upper or lower case.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var command = new Command("list", "Prints a table of what a scenario file can name: the catalogue, with sources, and the distributions.") { table, filter, format };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(table)!;
            var text = parsed.GetValue(filter) ?? "";
            var kind = parsed.GetValue(format);
            var isFound = text.Length == 0 || CatalogListing.Of(name, text).Rows.Count > 0;
            if (!isFound && name == Locations && PlaceNames.Find(text) is [_, ..] ids)
            {
                // A scenario may name a place by its code, or by the region of a cloud: the table has its id.
                session.Error.WriteLine(ids is [var id] ? $"'{text}' is {id}." : $"'{text}' can be {string.Join(" or ", ids)}: list one of them.");
                kind = ids.Count > 1 && kind is "table" or "markdown" ? "" : kind;
                text = ids.Count == 1 ? ids[0] : text;
            }
            else if (!isFound)
            {
                session.Error.WriteLine($"Nothing in the table '{name}' contains '{text}'{(Spelling.Question(CatalogListing.Nearest(name, text)) is { } hint ? $"; {hint}" : ".")}");
                kind = kind is "table" or "markdown" ? "" : kind;
            }

            switch (kind)
            {
                case "": break;
                case "json": CatalogJson.Write(name, text, session.Output); break;
                case "csv": CsvTable.Write(CatalogListing.Of(name, text), session.Output); break;
                case "markdown": MarkdownTable.Write(ForPeople(name, text), session.Output); break;
                default: TextTable.Write(ForPeople(name, text), session.Output, session.Width, session.Styled); break;
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static ReportTable ForPeople(string name, string filter) =>
        CatalogListing.Single(name, filter) ?? CatalogListing.Of(name, filter);
}
