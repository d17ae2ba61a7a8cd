SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
COMMENT ON SCHEMA public IS 'standard public schema';
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.audit (
    seq bigint NOT NULL,
    at bigint NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    actor_label text,
    ip text,
    action text NOT NULL,
    door text,
    outcome text NOT NULL,
    code text,
    ref text,
    command_hash text,
    detail text
);
ALTER TABLE public.audit ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.banned_keys (
    kid text NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.doors (
    id text NOT NULL,
    name text NOT NULL,
    created_at bigint NOT NULL,
    claim_hash text,
    claim_expires_at bigint,
    kid text,
    device text
);
CREATE TABLE public.families (
    id text NOT NULL,
    person_id text NOT NULL,
    user_agent text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.people (
    id text NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    all_doors integer NOT NULL,
    door_ids text NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.refresh_tokens (
    token_hash text NOT NULL,
    family_id text NOT NULL,
    rotated integer NOT NULL
);
CREATE TABLE public.settings (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.sign_in_codes (
    email text NOT NULL,
    code_hash text NOT NULL,
    expires_at bigint NOT NULL,
    tries integer NOT NULL
);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (1, 1790000000000, 'anonymous', NULL, NULL, NULL, 'set-up', NULL, 'done', NULL, NULL, NULL, '{"email":"ada@example.org"}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (2, 1790000000004, 'person', 'cc72a20a-3108-4a66-907e-d8d332120062', 'Ada O''Neil', '192.0.2.1', 'command.send', 'front', 'begun', NULL, 'jti-1', 'hash-1', NULL);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (3, 1790000000005, 'person', 'cc72a20a-3108-4a66-907e-d8d332120062', 'Ada O''Neil', '192.0.2.1', 'command.send', 'front', 'done', NULL, 'jti-1', NULL, NULL);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (4, 1790000000006, 'person', 'cc72a20a-3108-4a66-907e-d8d332120062', 'Ada O''Neil', '192.0.2.1', 'command.send', 'front', 'refused', 'stale', 'jti-2', NULL, NULL);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (5, 1790000000007, 'device', 'kid-1', 'front', NULL, 'device.event', 'front', 'done', NULL, NULL, NULL, '{"event":"door-opened","seq":7,"forced":true}');
INSERT INTO public.banned_keys VALUES ('kid-0', 'lost at ''the'' fair', 1790000000003);
INSERT INTO public.doors VALUES ('front', 'Front door', 1790000000000, NULL, NULL, 'kid-1', '{"kid":"kid-1","publicKey":{"kty":"RSA","e":"AQAB","n":"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuw"},"uid":"0a1b2c3d4e5f","boot":"boot-1","firmware":{"version":"1.0.0","chip":"ESP32"},"boundAt":1790000000002,"registeredAt":1790000000002}');
INSERT INTO public.doors VALUES ('back-2', 'Back; door -- 2', 1790000000001, 'unused', 1790000900000, NULL, NULL);
INSERT INTO public.families VALUES ('family-1', 'cc72a20a-3108-4a66-907e-d8d332120062', 'Firefox', 1790000000000, 3580000000000);
INSERT INTO public.kysely_migration VALUES ('0001-first', '2026-11-25T00:14:00.686Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.people VALUES ('cc72a20a-3108-4a66-907e-d8d332120062', 'ada@example.org', 'Ada O''Neil', 'owner', 1, '[]', 1790000000000);
INSERT INTO public.people VALUES ('370fc166-b0e1-45d9-991f-e4819bc18b2e', 'bob@example.org', 'Bób „B“ Ünal 🔑', 'staff', 0, '["front","back-2"]', 1790000000001);
INSERT INTO public.refresh_tokens VALUES ('token-1', 'family-1', 1);
INSERT INTO public.refresh_tokens VALUES ('token-2', 'family-1', 0);
INSERT INTO public.settings VALUES ('a-key', '{"kty":"EC"}');
INSERT INTO public.sign_in_codes VALUES ('bob@example.org', 'code-hash', 1790000600000, 0);
SELECT pg_catalog.setval('public.audit_seq_seq', 5, true);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.banned_keys
    ADD CONSTRAINT banned_keys_pkey PRIMARY KEY (kid);
ALTER TABLE ONLY public.doors
    ADD CONSTRAINT doors_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.families
    ADD CONSTRAINT families_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_email_key UNIQUE (email);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.sign_in_codes
    ADD CONSTRAINT sign_in_codes_pkey PRIMARY KEY (email);
CREATE INDEX audit_actor ON public.audit USING btree (actor_id, seq);
CREATE INDEX audit_at ON public.audit USING btree (at);
CREATE INDEX audit_door ON public.audit USING btree (door, seq);
CREATE INDEX audit_ref ON public.audit USING btree (ref);
CREATE INDEX families_person ON public.families USING btree (person_id);
CREATE INDEX refresh_tokens_family ON public.refresh_tokens USING btree (family_id);
ALTER TABLE ONLY public.families
    ADD CONSTRAINT families_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES public.families(id) ON DELETE CASCADE;
