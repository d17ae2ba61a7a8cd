import type { Generated } from "kysely";

/** The tables as both dialects hold them. JSON is text, truth is 0 or 1, times are milliseconds since the epoch. */
export interface Schema {
  people: {
    id: string;
    email: string;
    name: string;
    role: string;
    all_doors: number;
    door_ids: string;
    created_at: number;
    language: Generated<string>;
  };
  sign_in_codes: { email: string; code_hash: string; expires_at: number; tries: number };
  families: {
    id: string;
    person_id: string;
    user_agent: string;
    created_at: number;
    expires_at: number;
    /** Null for the relay's own pages. */
    website_id: string | null;
    last_used_at: number;
    ip: string | null;
  };
  /** `rotated_at`: null for the current one. */
  refresh_tokens: { token_hash: string; family_id: string; rotated: number; rotated_at: number | null };
  doors: {
    id: string;
    name: string;
    created_at: number;
    claim_hash: string | null;
    claim_expires_at: number | null;
    kid: string | null;
    /** JSON of the device: null until one is bound. */
    device: string | null;
  };
  /** `hour`: when it begins. */
  door_stats: { hour: number; door: string; measure: string; value: number };
  banned_keys: { kid: string; reason: string; at: number };
  grant_requests: {
    id: Generated<number>;
    door: string;
    kid: string;
    /** JSON of the public key. */
    public_key: string;
    person_id: string;
    person_label: string;
    note: string;
    at: number;
    state: string;
    decided_at: number | null;
    decided_by: string | null;
    reason: string | null;
  };
  grants: {
    seq: Generated<number>;
    jti: string;
    door: string;
    kid: string;
    owner_kid: string;
    person_id: string;
    person_label: string;
    jws: string;
    /** Seconds, as in the grant. */
    nbf: number;
    exp: number;
    at: number;
    approved_by: string;
    revocation_asked_at: number | null;
    revocation_asked_by: string | null;
    revocation_confirmed_at: number | null;
    revocation_command: string | null;
  };
  owner_keys: { door: string; kid: string; public_key: string; name: string; at: number };
  handovers: {
    door: string;
    from_kid: string;
    to_kid: string;
    jws: string;
    public_key: string;
    at: number;
    signed_by: string;
  };
  release_keys: { kid: string; public_key: string; name: string; at: number };
  releases: {
    id: string;
    manifest: string;
    version: string;
    chip: string;
    size: number;
    sha256: string;
    minimum: string | null;
    allow_downgrade: string | null;
    signed_at: number;
    kid: string;
    checked: number;
    state: string;
    at: number;
    uploaded_by: string;
  };
  image_chunks: { release: string; number: number; bytes: Uint8Array };
  rollouts: {
    id: Generated<number>;
    release: string;
    version: string;
    chip: string;
    sha256: string;
    /** JSON of a `RolloutPlan`. */
    plan: string;
    state: string;
    reason: string | null;
    stage: number;
    soak_until: number | null;
    created_at: number;
    created_by: string;
    ended_at: number | null;
    /** When a node looks at it next; while one does, until when nobody else may. */
    next_at: number;
  };
  rollout_doors: {
    rollout: number;
    door: string;
    position: number;
    stage: number;
    state: string;
    from_version: string;
    tries: number;
    offer: string | null;
    boot: string | null;
    phase: string | null;
    percent: number | null;
    why: string | null;
    worse: number;
    excused: number;
    at: number;
    next_at: number;
  };
  audit: {
    seq: Generated<number>;
    at: number;
    actor_kind: string;
    actor_id: string | null;
    actor_label: string | null;
    ip: string | null;
    action: string;
    door: string | null;
    outcome: string;
    code: string | null;
    ref: string | null;
    command_hash: string | null;
    detail: string | null;
    /** The chain's value after this row, in the last row of each commit. */
    chain: string | null;
  };
  websites: {
    id: string;
    origin: string;
    token: string;
    added_at: number;
    state: string;
    checks: number;
    checked_at: number | null;
    verified_at: number | null;
    proof: string | null;
    failing_since: number | null;
    failed_checks: number;
    /** JSON of the codes, one for each way of showing. */
    failure: string | null;
    next_check_at: number | null;
  };
  api_keys: {
    id: string;
    name: string;
    key_hash: string;
    /** JSON of the scope. */
    doors: string;
    /** JSON of a list. */
    uses: string;
    created_at: number;
    expires_at: number | null;
    last_used_at: number | null;
  };
  signing_keys: { kid: string; jwk: string; created_at: number; retired_at: number | null };
  passkeys: {
    id: string;
    credential_id: string;
    person_id: string;
    public_key: string;
    counter: number;
    transports: string;
    backup_eligible: number;
    backed_up: number;
    name: string;
    created_at: number;
    last_used_at: number | null;
  };
  passkey_challenges: { challenge_hash: string; person_id: string | null; expires_at: number };
  invitations: {
    id: string;
    token_hash: string;
    email: string;
    role: string;
    all_doors: number;
    door_ids: string;
    invited_by: string;
    sent_at: number;
    expires_at: number;
    state: string;
  };
  audit_checkpoints: { seq: number; kind: "head" | "start"; chain: string; at: number; jws: string };
  settings: { name: string; value: string };
  alert_marks: { name: string; value: number };
  alert_groups: {
    key: string;
    seen_since: number;
    seen: number;
    quiet_until: number;
    held: number;
    /** JSON of whoever counts. */
    latest: string;
  };
  missing_doors: { door: string; since: number; state: string };
  alerts: {
    seq: Generated<number>;
    at: number;
    kind: string;
    door: string | null;
    door_name: string | null;
    count: number;
    detail: string;
  };
  alert_subscriptions: { person_id: string; kinds: string; doors: string };
  webhooks: {
    id: string;
    name: string;
    url: string;
    kinds: string;
    doors: string;
    enabled: number;
    secret: string;
    previous_secret: string | null;
    previous_until: number | null;
    created_at: number;
  };
  alert_deliveries: {
    id: string;
    person_id: string | null;
    webhook_id: string | null;
    message: string;
    created_at: number;
    state: string;
    next_at: number;
    attempts: string;
  };
}
