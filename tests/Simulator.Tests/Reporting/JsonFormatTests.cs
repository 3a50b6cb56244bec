using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Presentation;
using Simulator.Reporting.Json;

namespace Simulator.Tests.Reporting;

/// <summary>All JSON is written one way, and none of it by reflection.</summary>
public class JsonFormatTests
{
    private static readonly string[] OnlyThere = ["new JsonSerializerOptions", "JavaScriptEncoder", "JsonWriterOptions", "new Utf8JsonWriter"];

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_a_number_is_null(double value) =>
        Assert.Equal("{\n  \"low\": null,\n  \"high\": 0.1\n}\n", Written(new JsonBar(value, 0.1)));

    [Theory]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e300, "1E+300")]
    [InlineData(-0.0, "-0")]
    public void Numbers_have_all_their_digits(double value, string digits) => Assert.Contains($"\"low\": {digits},", Written(new JsonBar(value, 0)), StringComparison.Ordinal);

    [Fact]
    public void Text_is_escaped_only_where_JSON_needs_it()
    {
        using var writer = new StringWriter();
        JsonFormat.Write(writer, new JsonObject { ["Größe <π>"] = "\"\n\u0001" }, ReportingJson.Documents.JsonObject);
        Assert.Equal("{\n  \"Größe <π>\": \"\\\"\\n\\u0001\"\n}\n", writer.ToString());
    }

    [Fact]
    public void A_stream_and_a_writer_get_the_same_bytes()
    {
        using var stream = new MemoryStream();
        JsonFormat.Write(stream, new JsonBar(1, double.NaN), ReportingJson.Documents.JsonBar);
        Assert.Equal(Written(new JsonBar(1, double.NaN)), System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void One_file_says_how_JSON_is_written()
    {
        var others = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && OnlyThere.Any(word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)));
        Assert.Equal(["JsonFormat.cs"], others.Select(Path.GetFileName));
    }

    [Fact]
    public void The_program_cannot_serialize_by_reflection()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Simulator.Cli.runtimeconfig.json")));
        Assert.False(settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties")
            .GetProperty("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault").GetBoolean());
    }

    private static string Written(JsonBar bar)
    {
        using var writer = new StringWriter();
        JsonFormat.Write(writer, bar, ReportingJson.Documents.JsonBar);
        return writer.ToString();
    }
}
