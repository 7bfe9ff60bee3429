using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Territory.Hosting.ApiDocument;

/// <summary>The comments on our types and their members, from the files that the compiler leaves beside the assemblies.</summary>
internal static partial class XmlDescriptions
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = new();

    public static Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var text = context.JsonPropertyInfo is { } property
            ? OfMember(property.DeclaringType, (property.AttributeProvider as MemberInfo)?.Name ?? property.Name)
            : Find(context.JsonTypeInfo.Type, "T:", "")?.Element("summary");
        if (text is not null && string.IsNullOrEmpty(schema.Description)) schema.Description = Plain(text);
        return Task.CompletedTask;
    }

    /// <summary>A record's parameter is described at the record.</summary>
    private static XElement? OfMember(Type type, string name) => Find(type, "P:", "." + name)?.Element("summary")
        ?? Find(type, "T:", "")?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name);

    private static XElement? Find(Type type, string kind, string member)
    {
        var plain = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (plain.FullName?.StartsWith("Territory.", StringComparison.Ordinal) != true) return null;
        return Files.GetOrAdd(plain.Assembly, Read).GetValueOrDefault(kind + plain.FullName.Replace('+', '.') + member);
    }

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file)) return [];
        return XDocument.Load(file).Descendants("member").GroupBy(m => (string)m.Attribute("name")!).ToDictionary(g => g.Key, g => g.First());
    }

    private static string Plain(XElement text) => Spaces().Replace(string.Concat(text.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        XText words => words.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other when ((string?)other.Attribute("cref") ?? (string?)other.Attribute("name")) is { } named => $"`{named.Split('.', ':')[^1]}`",
        XElement other => other.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
