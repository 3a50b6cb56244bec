using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ILGPU.Runtime.Cuda;
using Simulator.Ilgpu;
using Simulator.Sampling.Lanes;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>What machine this is and which devices it has.</summary>
internal static class DeviceCheck
{
    public static JsonObject List()
    {
        var engines = new GraphicsEngines();
        using var context = IlgpuEngines.CreateContext();
        var cards = context.Devices.OfType<CudaDevice>().ToList();
        return new JsonObject
        {
            ["system"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["processors"] = Environment.ProcessorCount,
            ["cpu"] = CpuDevices.Best,
            ["drivers"] = new JsonArray([.. engines.Drivers.Select(driver => new JsonObject
            {
                ["kind"] = driver.Kind, ["library"] = driver.Library, ["found"] = driver.IsFound,
            })]),
            ["devices"] = new JsonArray([.. engines.Devices.Select(device => new JsonObject
            {
                ["name"] = device.Name, ["product"] = device.Product, ["memory"] = device.Memory, ["driver"] = device.Driver, ["isCard"] = device.IsGraphicsCard,
            })]),
            ["cuda"] = new JsonArray([.. cards.Select(card => new JsonObject
            {
                ["multiprocessors"] = card.NumMultiprocessors, ["clockMHz"] = card.ClockRate, ["memoryClockMHz"] = card.MemoryClockRate,
                ["busBits"] = card.MemoryBusWidth, ["warpSize"] = card.WarpSize, ["sharedBytesPerGroup"] = card.MaxSharedMemoryPerGroup,
                ["threadsPerMultiprocessor"] = card.MaxNumThreadsPerMultiprocessor,
            })]),
        };
    }
}
