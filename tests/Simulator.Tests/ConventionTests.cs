using System.Reflection;
using Simulator.Planning;

namespace Simulator.Tests;

/// <summary>Conventions that no compiler holds: no state that all share, and how long a file may be.</summary>
public sealed class ConventionTests
{
    [Fact]
    public void No_public_type_has_mutable_static_state()
    {
        var fields = typeof(PlanBuilder).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(field => !field.IsInitOnly && !field.IsLiteral);
        Assert.Empty(fields);
    }

    [Fact]
    public void Every_file_is_short_enough_to_read()
    {
        var long_ = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Count() > 400);
        Assert.Empty(long_);
    }
}
