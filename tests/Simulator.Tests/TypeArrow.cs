using Mono.Cecil;

namespace Simulator.Tests;

/// <summary>One type of ours that uses another, as the compiled code has it. Nested types and closures count as the type that holds them.</summary>
/// <param name="From">The user.</param>
/// <param name="To">What it uses.</param>
internal sealed record TypeArrow(TypeArrow.End From, TypeArrow.End To)
{
    /// <summary>A type of ours.</summary>
    internal sealed record End(string Assembly, string Namespace, string Name);

    /// <summary>The arrows of all types of an assembly.</summary>
    public static IReadOnlyList<TypeArrow> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        return [.. module.GetTypes().SelectMany(type => Used(type).SelectMany(Parts), (type, used) => new TypeArrow(Outermost(type), Outermost(used)))
            .Where(arrow => arrow.From != arrow.To && IsOurs(arrow.From) && IsOurs(arrow.To)).Distinct()];
    }

    private static bool IsOurs(End end) => end.Namespace == "Simulator" || end.Namespace.StartsWith("Simulator.", StringComparison.Ordinal);

    private static End Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        var assembly = type.Scope is ModuleDefinition module ? module.Assembly.Name.Name : type.Scope.Name;
        return new End(assembly, type.Namespace, type.Name);
    }

    // A list of arrays of T names three types.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter or FunctionPointerType => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(known => known.InterfaceType),
        .. Attributes(type),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints, (_, constraint) => constraint.ConstraintType),
        .. type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        .. Attributes(method),
        .. Signature(method),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints, (_, constraint) => constraint.ConstraintType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(instruction => Used(instruction.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Used(object? operand) => operand switch
    {
        GenericInstanceMethod method => [.. Signature(method), method.DeclaringType, .. method.GenericArguments],
        MethodReference method => [.. Signature(method), method.DeclaringType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference used => [used],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Append(attribute.AttributeType));
}
