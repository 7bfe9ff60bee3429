using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Shouldly;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Packages;

/// <summary>The package a subscriber takes, packed from what was built.</summary>
public sealed class PackingTheClient : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("territory-pack-").FullName;

    public async ValueTask InitializeAsync()
    {
        await PackAsync("Territory.Client");
        await PackAsync("Territory.Contracts");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void it_needs_no_other_package_and_says_what_it_is()
    {
        foreach (var name in new[] { "Territory.Client", "Territory.Contracts" })
        {
            using var package = Open(name, ".nupkg");
            using var nuspec = package.Entries.Single(e => e.FullName == name + ".nuspec").Open();
            var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
            metadata.Descendants().Where(e => e.Name.LocalName == "dependency").ShouldBeEmpty(name);
            Text(metadata, "license").ShouldBe("Apache-2.0");
            Text(metadata, "readme").ShouldBe("README.md");
            Text(metadata, "description")!.ShouldContain("who holds which area");
            Files(package).ShouldContain("README.md");
        }
    }

    [Fact]
    public void code_documentation_and_contracts_are_inside()
    {
        using var package = Open("Territory.Client", ".nupkg");
        Files(package).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(
            ["lib/net10.0/Territory.Client.dll", "lib/net10.0/Territory.Client.xml", "lib/net10.0/Territory.Contracts.dll", "lib/net10.0/Territory.Contracts.xml"]);
        using var symbols = Open("Territory.Client", ".snupkg");
        Files(symbols).Where(file => file.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(["lib/net10.0/Territory.Client.pdb", "lib/net10.0/Territory.Contracts.pdb"]);
    }

    [Fact]
    public void every_public_member_of_the_client_is_documented()
    {
        var documented = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Territory.Client.xml")).Descendants("member").Select(m => m.Attribute("name")!.Value).ToHashSet();
        var types = typeof(Territory.Client.TerritoryClient).Assembly.GetExportedTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal)).ToArray();
        types.Select(type => "T:" + type.FullName).Where(name => !documented.Contains(name)).ShouldBeEmpty();
        var calls = typeof(Territory.Client.TerritoryClient).GetMethods().Where(m => m.DeclaringType == typeof(Territory.Client.TerritoryClient)).ToArray();
        calls.Where(m => !documented.Any(name => name.StartsWith($"M:Territory.Client.TerritoryClient.{m.Name}", StringComparison.Ordinal))).Select(m => m.Name).ShouldBeEmpty();
    }

    private async Task PackAsync(string name)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Territory.sln"))) root = root.Parent!;
        var start = new ProcessStartInfo("dotnet", ["pack", Path.Combine(root.FullName, "contracts", name), "--no-build", "-c", configuration, "-o", folder, "-v", "quiet", "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var packing = Process.Start(start)!;
        var said = await packing.StandardOutput.ReadToEndAsync(Subscriber.Cancellation);
        await packing.WaitForExitAsync(Subscriber.Cancellation);
        packing.ExitCode.ShouldBe(0, said);
    }

    private ZipArchive Open(string name, string ending) => ZipFile.OpenRead(Directory.GetFiles(folder, name + ".*" + ending).Single(file => file.EndsWith(ending, StringComparison.Ordinal)));

    private static string[] Files(ZipArchive package) => [.. package.Entries.Select(e => e.FullName)];

    private static string? Text(XElement metadata, string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
}
