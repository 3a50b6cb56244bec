#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
#:property RunAnalyzers=false
#:property GenerateDocumentationFile=false

// Writes a profile for Crossgen2 (.mibc): the instantiations of generic methods that a run of the program needs.
// Usage: dotnet run packaging/profile.cs -- PUBLISHED_FOLDER OUT.mibc METHODS...
//   METHODS: files that DOTNET_JitStdOutFile has written with DOTNET_JitDisasmSummary=1.
// A profile is an assembly whose global method AssemblyDictionary names groups (the assemblies that the methods of a group
// need) and for each group a global method that loads the token of each method of it:
// https://github.com/dotnet/runtime/blob/main/src/coreclr/tools/aot/ILCompiler.ReadyToRun/IBC/MIbcProfileParser.cs
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

var (folder, output) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
var names = new JitNames([.. Directory.GetFiles(folder, "*.dll").Concat(Directory.GetFiles(framework, "System.*.dll")).Select(Path.GetFileNameWithoutExtension).Distinct().Select(Load).OfType<Assembly>()]);

var methods = new HashSet<MethodBase>();
var unknown = 0;
foreach (var line in args[2..].SelectMany(File.ReadLines).Distinct())
{
    try
    {
        methods.UnionWith(names.Methods(line).Where(method => method.IsGenericMethod || method.DeclaringType!.IsGenericType));
    }
    catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
    {
        // Code that is written at run time, private arguments that no reference type may stand for, and enumerations, which
        // are printed as integers: they are few and stay for run time.
        unknown++;
    }
}

var assembly = new PersistedAssemblyBuilder(new AssemblyName(Path.GetFileName(output)), typeof(object).Assembly);
var module = assembly.DefineDynamicModule(Path.GetFileName(output));
var groups = new List<(string Name, MethodBuilder Method)>();
foreach (var group in methods.GroupBy(method => string.Concat(Assemblies(method).Select(name => name + ";"))).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    var tokens = Global($"Assemblies_{groups.Count}");
    foreach (var method in group.OrderBy(method => $"{method.DeclaringType} {method}", StringComparer.Ordinal))
    {
        if (method is ConstructorInfo constructor)
            tokens.Code.Emit(OpCodes.Ldtoken, module.GetMethodMetadataToken(constructor));
        else
            tokens.Code.Emit(OpCodes.Ldtoken, (MethodInfo)method);
        tokens.Code.Emit(OpCodes.Pop);
    }

    tokens.Code.Emit(OpCodes.Ret);
    groups.Add((group.Key, tokens.Method));
}

var dictionary = Global("AssemblyDictionary");
foreach (var (name, method) in groups)
{
    dictionary.Code.Emit(OpCodes.Ldstr, name);
    dictionary.Code.Emit(OpCodes.Ldtoken, method);
    dictionary.Code.Emit(OpCodes.Pop);
}

dictionary.Code.Emit(OpCodes.Ret);
module.CreateGlobalFunctions();
assembly.Save(output);
Console.WriteLine($"{methods.Count} methods in {groups.Count} groups; {unknown} could not be named.");

Assembly? Load(string? name)
{
    try
    {
        return Assembly.Load(name!);
    }
    catch (Exception exception) when (exception is IOException or BadImageFormatException)
    {
        return null;
    }
}

(MethodBuilder Method, ILGenerator Code) Global(string name)
{
    var method = module.DefineGlobalMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), []);
    return (method, method.GetILGenerator());
}

// The assembly that defines the method comes first.
static IEnumerable<string> Assemblies(MethodBase method)
{
    var all = Of(method.DeclaringType!).Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Of) : []);
    var first = method.DeclaringType!.Assembly.GetName().Name!;
    return all.Distinct().Where(name => name != first).Order(StringComparer.Ordinal).Prepend(first);

    static IEnumerable<string> Of(Type type) => type.HasElementType ? Of(type.GetElementType()!)
        : type.IsPrimitive ? [] : type.GenericTypeArguments.SelectMany(Of).Prepend(type.Assembly.GetName().Name!);
}

/// <summary>Methods by the names that the just-in-time compiler prints, e.g. System.Span`1[int]:Fill(int):this.</summary>
internal sealed partial class JitNames(IReadOnlyList<Assembly> assemblies)
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, Type> Short = new()
    {
        ["bool"] = typeof(bool), ["byte"] = typeof(byte), ["sbyte"] = typeof(sbyte), ["short"] = typeof(short), ["ushort"] = typeof(ushort),
        ["char"] = typeof(char), ["int"] = typeof(int), ["uint"] = typeof(uint), ["long"] = typeof(long), ["ulong"] = typeof(ulong),
        ["float"] = typeof(float), ["double"] = typeof(double), ["nint"] = typeof(nint), ["nuint"] = typeof(nuint),
        // One body serves all reference types.
        ["System.__Canon"] = typeof(object),
    };

    /// <summary>All overloads that a printed line may mean.</summary>
    public IEnumerable<MethodBase> Methods(string line)
    {
        var text = Frame().Replace(line, "");
        var colon = Outside(text, ':', 0);
        var parenthesis = Outside(text, '(', colon + 1);
        var at = 0;
        var type = Read(text, ref at);
        var name = text[(colon + 1)..parenthesis];
        Type[] arguments = [];
        if (name.EndsWith(']') && name.IndexOf('[') is > 0 and var bracket)
        {
            at = bracket;
            arguments = ReadAll(name, ref at);
            name = name[..bracket];
        }

        var end = Outside(text, ')', parenthesis + 1);
        var count = end == parenthesis + 1 ? 0 : 1;
        for (var comma = Outside(text, ',', parenthesis + 1); comma < end; comma = Outside(text, ',', comma + 1))
            count++;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return [.. definition.GetMembers(All).OfType<MethodBase>()
            .Where(method => method.Name == name && method.GetParameters().Length == count && (method.IsGenericMethod ? method.GetGenericArguments().Length : 0) == arguments.Length)
            .Select(method => type.IsGenericType ? MethodBase.GetMethodFromHandle(method.MethodHandle, type.TypeHandle)! : method)
            .Select(method => arguments.Length > 0 ? ((MethodInfo)method).MakeGenericMethod(arguments) : method)];
    }

    [GeneratedRegex(@"^\s*\d+: JIT compiled | \[(Tier|Full|Instr|MinOpts).*$")]
    private static partial Regex Frame();

    /// <summary>The first place of a character outside of brackets, or the length of the text.</summary>
    private static int Outside(string text, char wanted, int from)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == wanted && depth == 0)
                return i;
            depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
        }

        return text.Length;
    }

    private Type Read(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !"[],:".Contains(text[at]))
            at++;
        var name = text[start..at];
        var type = Short.GetValueOrDefault(name) ?? assemblies.Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is not null) ?? throw new FormatException(name);
        if (at < text.Length && text[at] == '[' && type.IsGenericTypeDefinition)
            type = type.MakeGenericType(ReadAll(text, ref at));
        for (; at + 1 < text.Length && text[at] == '[' && text[at + 1] == ']'; at += 2)
            type = type.MakeArrayType();
        return type;
    }

    private Type[] ReadAll(string text, ref int at)
    {
        var types = new List<Type>();
        do
        {
            at++;
            types.Add(Read(text, ref at));
        }
        while (text[at] == ',');
        at++;
        return [.. types];
    }
}
