using Simulator.Model;
using System.Text.Json;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Reads the JSON that Prometheus answers a <c>query_range</c> of a power metric with.</summary>
internal sealed class PrometheusReader(ImportOptions options, Tally tally)
{
    private static readonly string[] Unique = ["UUID", "uuid", "gpu_uuid"];
    private static readonly string[] Hosts = ["Hostname", "hostname", "instance", "node", "host"];
    private static readonly string[] Cards = ["gpu", "GPU", "device", "minor_number", "index"];
    private static readonly string[] Models = ["modelName", "model", "name"];

    private readonly HashSet<string> _models = new(StringComparer.Ordinal);
    private readonly HashSet<string> _metrics = new(StringComparer.Ordinal);

    /// <summary>Energy of all series of all files.</summary>
    /// <exception cref="ScenarioException">An answer cannot be read in one way.</exception>
    public Measurement Read(IReadOnlyList<LogFile> files)
    {
        var series = files.SelectMany(Read).ToList();
        var areCards = _metrics.Count > 0 && _metrics.All(metric => metric.StartsWith("DCGM_", StringComparison.Ordinal) || metric.StartsWith("nvidia_", StringComparison.Ordinal));
        var boundary = options.MeasuredAt ?? (areCards ? Boundary.Accelerators : throw files[0].Mistake(
            0, "--at", _metrics.Count == 0 ? "a metric without a name" : "a metric of which one cannot tell what was measured", string.Join(", ", Boundaries.Words), "say with --at what its meter has in it"));
        var accuracy = areCards ? MeterAccuracy.Nvml : MeterAccuracy.Unknown("the metric does not say which meter was read");
        var ids = _models.Select(GpuNames.Find).Distinct().ToList();
        var id = options.Accelerator ?? (ids.Count == 1 ? ids[0] : null);
        if (areCards && boundary == Boundary.Accelerators && GpuNames.Lacks(id) is { } lack)
        {
            tally.Note(lack);
        }

        return new EnergyIntegral(options, tally).Of("prometheus", boundary, accuracy, files, series) with { Accelerator = id };
    }

    private List<PowerSeries> Read(LogFile file)
    {
        try
        {
            using var document = JsonDocument.Parse(file.Bytes.AsMemory(file.Bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return Read(file, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw file.Mistake((exception.LineNumber ?? 0) + 1, "", "text that is not JSON, or is cut off", "the answer of /api/v1/query_range, as a whole");
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            throw file.Mistake(0, "", "JSON of another form", """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{…},"values":[[time,"power"],…]}]}}""");
        }
    }

    private List<PowerSeries> Read(LogFile file, JsonElement root)
    {
        var status = root.GetProperty("status").GetString();
        if (status != "success")
        {
            throw file.Mistake(0, "status", $"{Contents.Of(status ?? "")}{(root.TryGetProperty("error", out _) ? "; what went wrong stands under 'error'" : "")}", "success");
        }

        var data = root.GetProperty("data");
        var type = data.GetProperty("resultType").GetString();
        if (type != "matrix")
        {
            throw file.Mistake(0, "data.resultType", type is "vector" or "scalar" or "string" ? type : Contents.Of(type ?? ""), "matrix", "ask /api/v1/query_range, which answers with values over time, not /api/v1/query");
        }

        foreach (var warning in root.TryGetProperty("warnings", out var warnings) ? warnings.EnumerateArray() : default)
        {
            tally.Note($"Prometheus warned: {warning.GetString()}");
        }

        return [.. data.GetProperty("result").EnumerateArray().Select((result, index) => Series(file, result, index))];
    }

    private PowerSeries Series(LogFile file, JsonElement result, int index)
    {
        var labels = result.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal);
        var metric = labels.GetValueOrDefault("__name__");
        var place = FormattableString.Invariant($"data.result[{index}]");
        if (metric is not null)
        {
            _metrics.Add(metric);
        }

        if (First(labels, Models) is { } model)
        {
            _models.Add(model);
        }

        var unit = UnitOf(file, metric, place);
        var unique = First(labels, Unique);
        var card = First(labels, Cards);
        var meter = unique ?? (card is null ? string.Join(' ', labels.Where(label => label.Key != "__name__").Select(label => $"{label.Key}={label.Value}")) : $"{First(labels, Hosts)} {card}".Trim());
        var series = new PowerSeries(file, meter, unique is not null, place);
        foreach (var (number, pair) in result.GetProperty("values").EnumerateArray().Index())
        {
            var at = FormattableString.Invariant($"{place}.values[{number}]");
            var value = pair[1].GetString() ?? "";
            if (PowerUnit.IsMissing(value))
            {
                tally.Skip($"power is {value}");
                continue;
            }

            var instant = LogTime.Parse(pair[0].GetRawText()) ?? throw file.Mistake(0, at, $"{Contents.Of(pair[0].GetRawText())} in place of a time", "seconds since 1970");
            series.Add(instant, PowerUnit.Read(file, 0, at, -1, value, unit), 0);
        }

        return series;
    }

    private string UnitOf(LogFile file, string? metric, string place)
    {
        if (metric is not null && (metric.Contains("joule", StringComparison.OrdinalIgnoreCase) || metric.Contains("ENERGY", StringComparison.OrdinalIgnoreCase)))
        {
            throw file.Mistake(0, place, "a metric whose name is that of an energy", "a metric of power, e.g. DCGM_FI_DEV_POWER_USAGE", $"query rate(METRIC[1m]), and state its unit with --unit");
        }

        // NVIDIA's documentation of DCGM states W for this field.
        return options.Unit ?? (metric is null ? null : metric.StartsWith("DCGM_FI_DEV_POWER_USAGE", StringComparison.Ordinal) ? "W" : PowerUnit.In(metric))
            ?? throw file.Mistake(0, place, metric is null ? "a metric without a name" : "a metric whose name states no unit", "a metric whose name ends in its unit, e.g. _watts", $"state it with --unit: {PowerUnit.Allowed}");
    }

    private static string? First(Dictionary<string, string> labels, string[] names) =>
        Array.Find(names, labels.ContainsKey) is { } name ? labels[name] : null;
}
